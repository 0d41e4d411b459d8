// Keeps what is being typed: <textarea data-draft="key">, in this tab, or with data-draft-store="local" on this machine.
// The page after success carries data-draft-clear="key" somewhere.

const place = (area) => (area.dataset.draftStore === "local" ? localStorage : sessionStorage);
const name = (key) => `draf:${key}`;
const whole = (key) => `draf-isian:${key}`;

function guarded(act) {
  try { return act(); } catch { return null; } // storage may be full or forbidden
}

function forget(key) {
  [sessionStorage, localStorage].forEach((store) => guarded(() => { store.removeItem(name(key)); store.removeItem(whole(key)); }));
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

// <form data-draft-form="key">: the short fields too, in this tab alone. Files and secrets are never kept.
const SHORT = "input:not([type=hidden]):not([type=file]):not([type=password]):not([tabindex='-1']), select";

function values(form) {
  return [...form.querySelectorAll(SHORT)].filter((field) => field.name).map((field) => [field.name, field.value, field.type === "radio" || field.type === "checkbox" ? field.checked : null]);
}

function readyForm(form) {
  const key = whole(form.dataset.draftForm);
  const kept = guarded(() => JSON.parse(sessionStorage.getItem(key)));
  for (const [field, value, checked] of Array.isArray(kept) ? kept : []) {
    const same = [...form.querySelectorAll(SHORT)].find((each) => each.name === field && (checked === null || each.value === value));
    if (!same) continue;
    if (checked !== null) same.checked = checked;
    else if (!same.value) same.value = value;
    // What is folded away but was filled in is shown.
    if (checked === null && value) same.closest("details")?.setAttribute("open", "");
  }
  form.addEventListener("input", () => guarded(() => sessionStorage.setItem(key, JSON.stringify(values(form)))));
}

export function start(root) {
  root.querySelectorAll("form[data-draft-form]:not([data-form-ready])").forEach((form) => {
    form.dataset.formReady = "1";
    if (!form.querySelector(".is-invalid")) readyForm(form); // after an error the server has what was typed
  });
  root.querySelectorAll("[data-draft-clear]").forEach((mark) => forget(mark.dataset.draftClear));
  root.querySelectorAll("textarea[data-draft]:not([data-ready])").forEach((area) => {
    area.dataset.ready = "1";
    ready(area);
  });
}
