// <form data-instant="#region">: the answer while one types; the form itself works without this.
import { headers, say, start as begin } from "./app.js";

const PAUSE = 300, LEAST = 3;

async function answer(form, region, field) {
  const address = new URL(form.action, location.href);
  address.search = new URLSearchParams(new FormData(form));
  const asked = field.value;
  form.classList.add("is-busy");
  try {
    const response = await fetch(address, { headers: headers() });
    if (!response.ok || field.value !== asked) return;
    const next = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(form.dataset.instant);
    if (!next || field.value !== asked) return;
    region.replaceChildren(...next.childNodes);
    if (location.pathname === address.pathname) history.replaceState(history.state, "", address);
    begin(region);
    say(region.querySelector("h2")?.textContent ?? "");
  } catch { /* pressing the button still asks */ } finally { form.classList.remove("is-busy"); }
}

export function start(root) {
  root.querySelectorAll("form[data-instant]:not([data-ready])").forEach((form) => {
    const [region, field] = [document.querySelector(form.dataset.instant), form.querySelector("input[type=search]")];
    if (!region || !field) return;
    form.dataset.ready = "1";
    let pause;
    const typed = () => {
      clearTimeout(pause);
      const words = field.value.trim();
      if (words.length >= LEAST) pause = setTimeout(() => answer(form, region, field), PAUSE);
      else region.replaceChildren();
    };
    field.addEventListener("input", typed);
    if (field.value !== field.defaultValue) typed(); // while this file was on its way
  });
}
