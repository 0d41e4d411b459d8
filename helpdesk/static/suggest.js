// <textarea data-suggest="address">: what may answer already, while one writes. Without it the step after sending asks.
import { headers, say } from "./app.js";

const PAUSE = 900, LEAST = 12;

function ready(area) {
  const box = Object.assign(document.createElement("div"), { className: "hd-stack hd-stack--tight hd-suggested" });
  area.after(box);
  let pause, shown = "";
  const typed = () => {
    clearTimeout(pause);
    if (area.value.trim().length < LEAST) return box.replaceChildren();
    pause = setTimeout(async () => {
      const isi = area.value, body = new FormData();
      body.set("isi", isi);
      try {
        const response = await fetch(area.dataset.suggest, { method: "POST", body, headers: headers() });
        if (!response.ok || area.value !== isi) return;
        const next = new DOMParser().parseFromString(await response.text(), "text/html").body;
        const text = next.textContent.trim();
        if (text === shown) return;
        shown = text;
        box.replaceChildren(...next.childNodes);
        say(text ? "Ada topik panduan yang mungkin menjawab, di bawah isian" : "");
      } catch { /* the step after sending still asks */ }
    }, PAUSE);
  };
  area.addEventListener("input", typed);
  if (area.value !== area.defaultValue) typed(); // while this file was on its way
}

export function start(root) {
  root.querySelectorAll("textarea[data-suggest]:not([data-suggests])").forEach((area) => { area.dataset.suggests = "1"; ready(area); });
}
