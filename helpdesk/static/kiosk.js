// Empties the guest book when nobody has touched it for a minute: the next visitor reads no name.
const IDLE = 60_000;

export function start(root) {
  const form = root.querySelector("[data-kiosk]:not([data-ready])");
  if (!form) return;
  form.dataset.ready = "1";
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(form.getAttribute("action")), IDLE);
  };
  for (const event of ["pointerdown", "keydown", "input"]) addEventListener(event, again, { passive: true });
  // Going back from the turn must not bring a name back.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  again();
}
