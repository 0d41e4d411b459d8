// Choosing many rows of the queue, and the seconds in which an order can still be called back.
import { headers, say, start as begin } from "./app.js";

const boxes = () => [...document.querySelectorAll("#baris [data-pick]")];

function count() {
  const bar = document.getElementById("massal"), all = document.querySelector("[data-pick-all]");
  const every = boxes(), ticked = every.filter((box) => box.checked).length;
  bar.classList.toggle("is-on", ticked > 0);
  bar.querySelector("[data-pick-count]").textContent = `${ticked} tiket dipilih`;
  if (all) [all.checked, all.indeterminate] = [ticked > 0 && ticked === every.length, ticked > 0 && ticked < every.length];
}

function watchList() {
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-pick-all]")) boxes().forEach((box) => { box.checked = target.checked; });
    if (target.matches("[data-pick], [data-pick-all]")) count();
  });
  document.addEventListener("hd:live", count);
  window.addEventListener("pageshow", count);
  document.querySelector("[data-pick-none]")?.addEventListener("click", () => { boxes().forEach((box) => { box.checked = false; }); count(); });
  count();
}

/** Tick the row that has the focus (key x). */
export function pick() {
  const box = document.activeElement?.closest("tr")?.querySelector("[data-pick]");
  if (!box) return;
  box.checked = !box.checked;
  count();
  say(box.checked ? "Dipilih" : "Tidak dipilih");
}

async function result(part) {
  const response = await fetch(location.href, { headers: headers() });
  const next = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("hasil");
  if (!next) return;
  const held = part.contains(document.activeElement);
  part.replaceWith(next);
  if (held) { const title = next.querySelector("h1"); title.tabIndex = -1; title.focus(); }
  if (!next.hasAttribute("data-bulk-waits")) say(next.querySelector(".hd-notice")?.textContent.trim() ?? "Selesai");
  begin(document);
}

function wait(part) {
  const ends = Date.now() + 1000 * Number(part.dataset.bulkWaits);
  const turn = () => {
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000)), words = part.querySelector("[data-bulk-left]");
    if (words) words.textContent = left ? `dalam ${left} detik` : "sebentar lagi";
    if (left) return setTimeout(turn, 500);
    setTimeout(() => result(part).catch(() => setTimeout(turn, 3000)), 1500);
  };
  turn();
}

export function start(root) {
  root.querySelectorAll("#massal:not([data-ready])").forEach((bar) => { bar.dataset.ready = "1"; watchList(); });
  root.querySelectorAll("[data-bulk-waits]:not([data-ready])").forEach((part) => { part.dataset.ready = "1"; wait(part); });
}
