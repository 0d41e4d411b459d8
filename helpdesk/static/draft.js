// Keeps what is being typed: <textarea data-draft="key">, in this tab, or with data-draft-store="local" on this machine.
// The page after success carries data-draft-clear="key" somewhere.

const place = (area) => (area.dataset.draftStore === "local" ? localStorage : sessionStorage);
const name = (key) => `draf:${key}`;

function guarded(act) {
  try { return act(); } catch { return null; } // storage may be full or forbidden
}

function forget(key) {
  [sessionStorage, localStorage].forEach((store) => guarded(() => store.removeItem(name(key))));
}

function told(area) {
  const note = Object.assign(document.createElement("p"), { className: "hd-kept", textContent: "Draf Anda dipulihkan." });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-small", textContent: "Buang draf" });
  drop.addEventListener("click", () => { area.value = ""; forget(area.dataset.draft); note.remove(); area.focus(); });
  note.append(drop);
  area.after(note);
}

function ready(area) {
  const key = name(area.dataset.draft);
  const kept = guarded(() => place(area).getItem(key));
  if (kept && !area.value.trim()) { area.value = kept; told(area); }
  let timer;
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => guarded(() => (area.value ? place(area).setItem(key, area.value) : place(area).removeItem(key))), 300);
  });
  // After a sent chat line the pending save must not bring the text back.
  document.addEventListener("hd:sent", (event) => { if (event.detail === area.dataset.draft) { clearTimeout(timer); forget(event.detail); } });
}

export function start(root) {
  root.querySelectorAll("[data-draft-clear]").forEach((mark) => forget(mark.dataset.draftClear));
  root.querySelectorAll("textarea[data-draft]:not([data-ready])").forEach((area) => {
    area.dataset.ready = "1";
    ready(area);
  });
}
