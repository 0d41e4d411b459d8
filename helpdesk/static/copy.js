// Copy buttons: data-copy="text", or data-copy-from="#id" for the text of an element.
import { say } from "./app.js";

async function copy(button) {
  const source = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  const text = button.dataset.copy ?? source?.value ?? source?.textContent ?? "";
  try {
    await navigator.clipboard.writeText(text.trim());
    answer(button, "Tersalin");
  } catch {
    select(source ?? button);
    answer(button, "Tekan Ctrl+C");
  }
}

// Without permission for the clipboard (or without https) the text is at least marked.
function select(element) {
  if (element.select) return element.select();
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

function answer(button, word) {
  const label = button.querySelector("[data-text]") ?? button;
  const before = (button.dataset.before ??= label.textContent);
  label.textContent = word;
  button.classList.add("is-copied");
  say(word);
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    label.textContent = before;
    button.classList.remove("is-copied");
  }, 2000);
}

export function start(root) {
  root.querySelectorAll("[data-copy], [data-copy-from]").forEach((button) => {
    if (button.dataset.ready) return;
    button.dataset.ready = "1";
    button.addEventListener("click", () => copy(button));
  });
}
