// The composer of a ticket: "::" offers kept replies, "??" the guide, "@" colleagues in a note; drafts are kept on the server.
import { headers, say } from "./app.js";

const ASKED = /(^|[\s(])(::|\?\?|@(?=\S*(?: \S*)?$))([^\n:?@]{0,40})$/;
const FROM = { "::": "balasan", "??": "panduan", "@": "petugas" };

function offer(area) {
  const list = Object.assign(document.createElement("ul"), { className: "hd-offer", id: "sisipan", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Sisipan");
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  area.setAttribute("aria-autocomplete", "list");
  let items = [], at = 0, place, turn = 0, timer;

  const close = () => { list.hidden = true; items = []; area.removeAttribute("aria-activedescendant"); };
  const point = (to) => {
    at = (to + items.length) % items.length;
    [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const take = (n) => {
    const text = items[n].text;
    area.setRangeText(text, place.from, area.selectionStart, "end");
    close();
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const show = (found) => {
    items = found;
    list.replaceChildren(...found.map((item, n) => {
      const row = Object.assign(document.createElement("li"), { id: `sisipan-${n}` });
      row.setAttribute("role", "option");
      row.append(Object.assign(document.createElement("b"), { textContent: item.title }), Object.assign(document.createElement("small"), { textContent: item.text.slice(0, 120) }));
      row.addEventListener("mousedown", (event) => { event.preventDefault(); take(n); });
      return row;
    }));
    area.after(list);
    list.hidden = !found.length;
    if (!found.length && area.value[place.from] === "@") return close();
    if (found.length) { point(0); say(`${found.length} pilihan; panah untuk memilih, Enter untuk menyisipkan`); } else say("Tidak ada yang cocok");
  };
  const ask = async () => {
    const found = ASKED.exec(area.value.slice(0, area.selectionStart));
    if (!found || (found[2] === "@" && area.form.elements.visibility?.value !== "internal")) return close();
    place = { from: area.selectionStart - found[2].length - found[3].length };
    const mine = ++turn, query = new URLSearchParams({ q: found[3].trim(), dari: FROM[found[2]] });
    try {
      const answer = await fetch(`${area.dataset.insert}?${query}`, { headers: headers() });
      if (answer.ok && !answer.redirected && mine === turn) show((await answer.json()).items);
    } catch { close(); }
  };
  area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  area.addEventListener("blur", () => setTimeout(close, 200));
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const act = { ArrowDown: () => point(at + 1), ArrowUp: () => point(at - 1), Enter: () => take(at), Tab: () => take(at), Escape: close }[event.key];
    if (!act || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}

function keep(area) {
  let timer, sent = area.value;
  const form = area.form;
  const save = async () => {
    const text = area.value;
    if (text === sent || form.dataset.sent) return;
    const body = new FormData();
    body.set("text", text);
    body.set("visibility", form.elements.visibility?.value ?? "public");
    try {
      const answer = await fetch(area.dataset.keep, { method: "POST", body, headers: headers() });
      if (answer.ok && !answer.redirected) { sent = text; area.dataset.kept = String(text.length); }
    } catch { timer = setTimeout(save, 15_000); } // the copy in this browser is still there
  };
  area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1500); });
  form.addEventListener("submit", () => clearTimeout(timer));
}

function restore(kept) {
  const area = document.querySelector("#balas textarea[data-keep]");
  if (!area || area.value.trim()) return;
  if (kept.dataset.internal) document.querySelector("#balas [name=visibility][value=internal]")?.click();
  area.value = kept.querySelector("p").textContent;
  const note = Object.assign(document.createElement("p"), { className: "hd-kept", textContent: `Draf dari ${kept.dataset.at} dipulihkan.` });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-small", textContent: "Buang draf" });
  drop.addEventListener("click", () => { area.value = ""; area.dispatchEvent(new Event("input", { bubbles: true })); note.remove(); area.focus(); });
  note.append(drop);
  area.after(note);
  kept.remove();
}

export function start(root) {
  root.querySelectorAll("textarea[data-insert]:not([data-inserts])").forEach((area) => { area.dataset.inserts = "1"; offer(area); });
  root.querySelectorAll("textarea[data-keep]:not([data-keeps])").forEach((area) => { area.dataset.keeps = "1"; keep(area); });
  root.querySelectorAll("[data-kept-draft]").forEach(restore);
}
