// Loads what a page asks for by its data attributes; every page works without any of it.

const MODULES = [
  ["[data-copy], [data-copy-from]", "./copy.js"],
  ["input[type=file][data-upload]", "./upload.js"],
  ["form[data-swap], [data-poll]", "./chat.js"],
  ["textarea[data-draft], [data-draft-clear], form[data-draft-form]", "./draft.js"],
  ["details[data-dialog]", "./dialog.js"],
  ["[data-live]", "./live.js"],
  ["[data-share]", "./share.js"],
  ["textarea[data-insert], [data-kept-draft]", "./compose.js"],
  ["#massal, [data-bulk-waits]", "./bulk.js"],
  ["[data-lazy]", "./lazy.js"],
  ["[data-kiosk]", "./kiosk.js"],
  ["[data-fills]", "./triage.js"],
  ["[data-shortcuts], [data-shortcut-switch]", "./shortcuts.js"],
];

// Of use only once somebody is about to type: not part of a page's first load.
const WHEN_TYPED = [
  ["form[data-instant]", "./instant.js"],
  ["textarea[data-suggest]", "./suggest.js"],
];

/** Start every module that `root` needs; safe to repeat after a swap. */
export async function start(root) {
  const wanted = MODULES.filter(([selector]) => root.querySelector(selector));
  await Promise.all(wanted.map(async ([, file]) => (await import(file)).start(root)));
  WHEN_TYPED.forEach(([selector, file]) => root.querySelectorAll(selector).forEach((element) => {
    const load = async () => (await import(file)).start(root);
    if (element.contains(document.activeElement)) load();
    else element.addEventListener("focusin", load, { once: true });
  }));
  const first = root.querySelector("[data-focus]");
  first?.removeAttribute("data-focus");
  first?.focus();
}

/** Say `text` to screen readers. */
export function say(text) {
  const live = document.getElementById("hd-live");
  if (live) live.textContent = text;
}

/** Headers of our own requests; the token is that of the page. */
export function headers() {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  return { "X-Requested-With": "fetch", ...(token ? { "X-CSRFToken": token } : {}) };
}

// A second press of the same button sends nothing; the server refuses it too.
function once(event) {
  const form = event.target;
  if (form.matches("form[data-forget]")) [sessionStorage, localStorage].forEach((store) => { try { store.clear(); } catch { /* forbidden here */ } });
  if (!form.matches("form[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
}

function forget() {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  });
}

document.documentElement.classList.add("js");
document.addEventListener("submit", once);
window.addEventListener("pageshow", forget);
document.addEventListener("hd:swapped", (event) => start(event.target));
document.addEventListener("click", (event) => event.target.closest("[data-print]") && window.print());
start(document);
