// Fetch-and-swap for <form data-swap="#a, #b">, and new lines for <div data-poll="url" data-poll-seconds="5">.
import { headers, say } from "./app.js";
import { reason } from "./send.js";

const read = (text) => new DOMParser().parseFromString(text, "text/html");

/** Bring `current` up to `next`: known lines stay, so that a screen reader hears only the new ones. */
function merge(current, next) {
  const [list, fresh] = [current.querySelector("ol"), next.querySelector("ol")];
  if (!list || !fresh) return current.replaceChildren(...next.childNodes);
  const near = innerHeight + scrollY >= document.body.scrollHeight - 240;
  let added = 0;
  for (const line of [...fresh.children]) {
    const known = line.id && document.getElementById(line.id);
    if (!known) { list.append(line); added += 1; }
    else if (known.innerHTML !== line.innerHTML) known.replaceWith(line);
  }
  if (added && near) list.lastElementChild.scrollIntoView({ block: "nearest" });
}

/** Buttons that came with new lines; what is being typed stays as it is. */
function offer(page) {
  const [current, next] = [document.getElementById("pilihan"), page.getElementById("pilihan")];
  if (!current || !next || current.textContent === next.textContent) return;
  const held = current.contains(document.activeElement);
  current.replaceWith(next);
  if (held) (next.hidden ? document.querySelector("textarea[data-enter-sends]") : next)?.focus();
}

/** After words, the field again; after a button, the next buttons: Tab reaches them, a held Enter presses none. */
function onward(pressed) {
  const answers = document.getElementById("pilihan");
  const field = document.querySelector("textarea[data-enter-sends]");
  (pressed && answers && !answers.hidden ? answers : field)?.focus();
}

function swap(selectors, page, pressed) {
  const held = document.activeElement?.id;
  for (const selector of selectors) {
    const [current, next] = [document.querySelector(selector), page.querySelector(selector)];
    if (!current || !next) continue;
    if (current.matches("[role=log]")) merge(current, next);
    else { current.replaceWith(next); document.dispatchEvent(new CustomEvent("hd:swapped")); }
  }
  if (held && document.activeElement === document.body) document.getElementById(held)?.focus({ preventScroll: true });
  onward(pressed);
}

const CUT = "Pesan belum terkirim karena sambungan terputus. Pesan Anda masih ada; silakan kirim lagi.";

function refused(form, text = CUT) {
  form.querySelector("[data-refused]")?.remove();
  const note = Object.assign(document.createElement("p"), { className: "hd-error", textContent: text });
  note.dataset.refused = "";
  form.prepend(note);
  say(note.textContent);
}

async function submit(form, button) {
  form.classList.add("is-busy");
  try {
    const response = await fetch(form.getAttribute("action") || location.href, { method: "POST", body: new FormData(form, button), headers: headers() });
    if (response.status >= 500) throw new Error(String(response.status));
    const page = read(await response.text());
    const selectors = form.dataset.swap.split(",").map((part) => part.trim());
    if (!selectors.some((selector) => page.querySelector(selector))) return response.ok ? location.assign(response.url) : refused(form, reason(page));
    const draft = form.querySelector("textarea[data-draft]")?.dataset.draft;
    if (response.ok && draft) document.dispatchEvent(new CustomEvent("hd:sent", { detail: draft }));
    swap(selectors, page, button?.name === "answer");
  } catch {
    refused(form);
  } finally {
    form.classList.remove("is-busy");
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
}

let line = Promise.resolve();

async function ask(box) {
  if (document.hidden) return;
  try {
    const last = box.querySelector("li:last-child")?.id.replace(/\D/g, "") || 0;
    const response = await fetch(`${box.dataset.poll}?sejak=${last}`, { headers: headers() });
    if (response.status !== 200) return;
    const page = read(await response.text());
    const next = page.getElementById(box.id);
    if (next) merge(box, next);
    offer(page);
  } catch { /* the next round asks again */ }
}

function enter(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
  event.preventDefault();
  if (event.target.value.trim()) event.target.form.requestSubmit();
}

export function start(root) {
  root.querySelectorAll("form[data-swap]:not([data-ready])").forEach((form) => {
    form.dataset.ready = "1";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.dataset.sent) return;
      form.dataset.sent = "1";
      // One after the other: an earlier answer that comes late must not overwrite a later one.
      line = line.then(() => submit(form, event.submitter));
    });
    form.querySelector("[data-enter-sends]")?.addEventListener("keydown", enter);
  });
  root.querySelectorAll("[data-poll]:not([data-ready])").forEach((box) => {
    box.dataset.ready = "1";
    setInterval(() => ask(box), 1000 * Number(box.dataset.pollSeconds || 5));
    document.addEventListener("visibilitychange", () => ask(box));
  });
}
