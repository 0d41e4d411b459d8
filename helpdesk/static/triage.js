// <a data-fills="form id">: fills the form with the values beside it and sends nothing. Without this its link opens the page so filled.
import { say } from "./app.js";

function fill(link, form) {
  const rows = [...link.closest("section").querySelectorAll("[data-field]")];
  rows.forEach((row) => {
    const field = form.querySelector(`[name="${row.dataset.field}"]`);
    if (!field) return;
    field.value = row.dataset.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  form.open = true;
  form.querySelector("select, input:not([type=hidden])")?.focus();
  say("Formulir triase terisi menurut usulan. Periksa, lalu simpan.");
}

export function start(root) {
  root.querySelectorAll("[data-fills]:not([data-fill-ready])").forEach((link) => {
    link.dataset.fillReady = "1";
    const form = document.getElementById(link.dataset.fills);
    if (!form) return; // a page of its own: the link leads to the form
    const box = link.closest("section");
    form.querySelector(".hd-drawer__body").before(box);
    link.addEventListener("click", (event) => { event.preventDefault(); fill(link, form); });
  });
}
