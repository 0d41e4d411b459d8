// <details data-dialog> opens as a dialog; without this module it opens in place.

function open(details) {
  const [summary, panel] = details.children;
  const dialog = document.createElement("dialog");
  dialog.className = "hd-dialog";
  const heading = panel.querySelector("h2");
  if (heading) dialog.setAttribute("aria-labelledby", (heading.id ||= `judul-${crypto.getRandomValues(new Uint32Array(1))[0]}`));
  dialog.append(panel);
  details.after(dialog);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-dialog-close]")) dialog.close();
  });
  dialog.addEventListener("close", () => { details.append(panel); dialog.remove(); summary.focus(); });
  dialog.showModal();
}

export function start(root) {
  root.querySelectorAll("details[data-dialog]:not([data-ready])").forEach((details) => {
    details.dataset.ready = "1";
    details.querySelector("summary").addEventListener("click", (event) => { event.preventDefault(); open(details); });
  });
}
