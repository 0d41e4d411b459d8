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
    if (box.dataset.again) follow(box);
  } catch { /* the link stays */ }
}

// data-again: seconds after which the part is asked for anew, while somebody looks and nobody works in it.
function follow(box) {
  setTimeout(() => {
    if (!box.isConnected) return;
    if (document.hidden || box.contains(document.activeElement)) follow(box);
    else fetchInto(box);
  }, 1000 * Number(box.dataset.again));
}

export function start(root) {
  root.querySelectorAll("[data-lazy]:not([data-ready])").forEach((box) => {
    box.dataset.ready = "1";
    fetchInto(box);
  });
}
