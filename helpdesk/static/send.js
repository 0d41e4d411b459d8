// Sends a form with files and shows how far it is; the form stays whatever happens on the way.
import { headers, say } from "./app.js";

function bar(form) {
  const box = document.createElement("div");
  box.innerHTML = '<label class="hd-small">Mengirim … <progress class="hd-progress" max="100" value="0"></progress></label>';
  form.append(box);
  return box;
}

const CUT = "Kiriman belum sampai karena sambungan terputus. Isian dan lampiran Anda masih ada; tekan kirim sekali lagi.";

function failed(form, button, text = CUT) {
  const note = document.createElement("div");
  note.className = "hd-notice hd-notice--error";
  note.dataset.failed = "";
  note.setAttribute("role", "alert");
  note.append(Object.assign(document.createElement("div"), { textContent: text }));
  form.append(note);
  button?.focus();
}

/** What a refusal's page says, for a form that stays where it is. */
export function reason(page) {
  const words = ["main h1", "main .hd-lead"].map((part) => page.querySelector(part)?.textContent.trim()).filter(Boolean);
  return words.length ? words.join(". ") : CUT;
}

// The answer may be the form again, with its errors: chosen files move into it.
// A refusal that is not the form is told beside it, so that nothing typed is lost.
function shown(form, request, button) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const [next, main] = [page.querySelector("main"), document.querySelector("main")];
  if (request.status >= 400 && !next?.querySelector("form[data-upload-form]")) return failed(form, button, reason(page));
  if (!next || !main || page.body.className !== document.body.className) return location.assign(request.responseURL);
  const inputs = [...form.querySelectorAll("input[type=file]")];
  if (request.status >= 400) inputs.forEach((input) => next.querySelector(`input[type=file][name="${input.name}"]`)?.closest("[data-drop]")?.replaceWith(input.closest("[data-drop]")));
  document.title = page.title;
  if (request.responseURL !== location.href) history.pushState({}, "", request.responseURL);
  main.className = next.className;
  main.replaceChildren(...next.childNodes);
  main.dispatchEvent(new CustomEvent("hd:swapped", { bubbles: true }));
  if (!main.querySelector("[data-focus]")) main.focus();
  scrollTo(0, 0);
}

function send(form, button) {
  form.querySelector("[data-failed]")?.remove();
  const box = bar(form);
  const body = new FormData(form, button);
  const request = new XMLHttpRequest();
  const end = () => { box.remove(); delete form.dataset.sent; form.removeAttribute("aria-busy"); };
  request.open("POST", form.getAttribute("action") || location.href);
  Object.entries(headers()).forEach(([name, value]) => request.setRequestHeader(name, value));
  request.upload.addEventListener("progress", (event) => { box.querySelector("progress").value = (event.loaded / event.total) * 100; });
  request.addEventListener("load", () => { end(); shown(form, request, button); });
  request.addEventListener("error", () => { end(); failed(form, button); });
  request.send(body);
  say("Mengirim.");
}

export function progress(form) {
  if (form.dataset.progress) return;
  form.dataset.progress = "1";
  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (!files || form.dataset.sent || event.defaultPrevented) return;
    event.preventDefault();
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    send(form, event.submitter);
  });
}

// Going back over a page that was swapped in shows the real one.
addEventListener("popstate", () => location.reload());
