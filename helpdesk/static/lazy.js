// <div data-lazy="url">: a part that would make its page wait; without this its link leads there.
import { headers, start as begin } from "./app.js";

const MOST = 12; // times a part that is being prepared is asked for

async function fetchInto(box, turn = 1) {
  try {
    const response = await fetch(box.dataset.lazy, { headers: headers() });
    if (!response.ok || response.redirected) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    box.replaceChildren(...page.body.childNodes);
    if (response.status === 202 && turn < MOST && box.isConnected) return setTimeout(fetchInto, 1000 * Number(response.headers.get("Retry-After")), box, turn + 1);
    begin(box);
  } catch { /* the link stays */ }
}

export function start(root) {
  root.querySelectorAll("[data-lazy]:not([data-ready])").forEach((box) => {
    box.dataset.ready = "1";
    fetchInto(box);
  });
}
