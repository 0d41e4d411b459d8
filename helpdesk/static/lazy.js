// <div data-lazy="url">: a part that would make its page wait; without this its link leads there.
import { headers, start as begin } from "./app.js";

async function fetchInto(box) {
  try {
    const response = await fetch(box.dataset.lazy, { headers: headers() });
    if (!response.ok || response.redirected) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    box.replaceChildren(...page.body.childNodes);
    begin(box);
  } catch { /* the link stays */ }
}

export function start(root) {
  root.querySelectorAll("[data-lazy]:not([data-ready])").forEach((box) => {
    box.dataset.ready = "1";
    fetchInto(box);
  });
}
