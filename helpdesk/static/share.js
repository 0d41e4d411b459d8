// <button data-share="address" data-title="…">: the telephone's own sheet, else the link is copied.
import { say } from "./app.js";

async function share(button) {
  const [url, title] = [new URL(button.dataset.share, location.href).href, button.dataset.title];
  const label = button.querySelector("[data-text]") ?? button;
  if (navigator.share) return navigator.share({ url, title }).catch(() => {});
  try {
    await navigator.clipboard.writeText(url);
    label.textContent = "Tautan disalin";
  } catch { label.textContent = url; }
  say(label.textContent);
}

export function start(root) {
  root.querySelectorAll("[data-share]:not([data-ready])").forEach((button) => {
    button.dataset.ready = "1";
    button.hidden = false;
    button.addEventListener("click", () => share(button));
  });
}
