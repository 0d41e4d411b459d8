// One key an act, for officers who never leave the keyboard (WCAG 2.1.4: it can be switched off on
// the page /petugas/pintasan). A key does nothing while one types, and nothing the mouse cannot do.
import { headers, say } from "./app.js";
import { pick } from "./bulk.js";

const STORE = "hd-pintasan", SHEET = "/petugas/pintasan";
const off = () => { try { return localStorage.getItem(STORE) === "mati"; } catch { return false; } };
const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

const rows = () => [...document.querySelectorAll("#baris tr a[href], .hd-work a[href]")].filter((link) => link.offsetParent);

function step(by) {
  const links = rows();
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const next = links[Math.min(links.length - 1, Math.max(0, here < 0 ? 0 : here + by))];
  next.focus();
  next.closest("tr, li")?.scrollIntoView({ block: "nearest" });
}

function compose(which) {
  const choice = document.querySelector(`#balas [name=visibility][value=${which}]`);
  choice?.click();
  const field = document.querySelector("#balas textarea");
  field?.focus();
  field?.scrollIntoView({ block: "center" });
  return Boolean(field);
}

function unfold(id) {
  const part = document.getElementById(id);
  if (!part) return;
  part.open = true;
  part.scrollIntoView({ block: "start" });
  (part.querySelector("select, input:not([type=hidden]), textarea") ?? part.querySelector("summary"))?.focus();
}

function press(selector) {
  const button = document.querySelector(selector);
  button?.focus();
  button?.scrollIntoView({ block: "center" });
}

const ACTS = {
  j: () => step(1), k: () => step(-1), x: pick, p: peek,
  r: () => compose("public"), n: () => compose("internal"),
  t: () => unfold("triase"), a: () => unfold("disposisi"), e: () => unfold("teruskan"),
  s: () => press("#balas button[name=send][value=resolve]"),
  q: () => location.assign("/petugas/"),
  "/": () => { const field = document.querySelector("[role=search] input"); field?.focus(); field?.select(); },
  "?": sheet,
};

function sheet() { return show(SHEET, "lembar-pintasan", "judul-pintasan"); }

function peek() {
  const link = document.activeElement?.closest("#baris tr, .hd-work li")?.querySelector("a[href*='/tiket/']");
  if (link) show(`${link.pathname}/intip`, "intip", "judul-intip");
}

/** A part of another page as a dialog; where it cannot be fetched, that page itself. */
async function show(address, part, title) {
  if (document.querySelector("dialog[open]")) return;
  const dialog = Object.assign(document.createElement("dialog"), { className: "hd-dialog" });
  dialog.setAttribute("aria-labelledby", title);
  try {
    const page = new DOMParser().parseFromString(await (await fetch(address, { headers: headers() })).text(), "text/html");
    dialog.append(page.getElementById(part));
  } catch { return location.assign(address); }
  start(dialog);
  document.body.append(dialog);
  const before = document.activeElement;
  dialog.addEventListener("click", (event) => (event.target === dialog || event.target.closest("[data-dialog-close]")) && dialog.close());
  dialog.addEventListener("close", () => { dialog.remove(); before?.focus(); });
  dialog.showModal();
}

function pressed(event) {
  if (event.isComposing || event.defaultPrevented) return;
  const typing = event.target.closest?.(TYPING);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("form textarea")) {
    event.preventDefault();
    const form = event.target.form;
    const internal = form.querySelector("[name=visibility][value=internal]")?.checked;
    return form.requestSubmit(form.querySelector(`button[name=send][value=${internal ? "note" : "reply"}]`) ?? undefined);
  }
  if (event.key === "Escape" && typing && !event.target.closest("dialog")) return event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || off() || document.querySelector("dialog[open]")) return;
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

let begun = false;

export function start(root) {
  root.querySelectorAll("[data-shortcut-switch]:not([data-ready])").forEach((box) => {
    box.dataset.ready = "1";
    box.checked = !off();
    box.addEventListener("change", () => {
      try { localStorage.setItem(STORE, box.checked ? "hidup" : "mati"); } catch { /* kept for this page alone */ }
      say(box.checked ? "Pintasan dihidupkan." : "Pintasan dimatikan.");
    });
  });
  if (begun) return;
  begun = true;
  document.addEventListener("keydown", pressed);
  document.documentElement.dataset.keys = "ready";
}
