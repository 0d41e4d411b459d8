// File inputs: checks before sending, previews, dropping and pasting. Sending with progress: send.js.
import { say } from "./app.js";
import { progress } from "./send.js";

const kilo = 1024;

function size(bytes) {
  const words = (value, digits) => value.toLocaleString("id-ID", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  if (bytes < kilo) return `${bytes} B`;
  return bytes < kilo * kilo ? `${words(bytes / kilo, 0)} kB` : `${words(bytes / kilo / kilo, 1)} MB`;
}

function trouble(file, input) {
  const max = Number(input.dataset.maxMb || 20);
  const kinds = (input.accept || "").split(",").map((kind) => kind.trim().toLowerCase()).filter(Boolean);
  if (file.size === 0) return "Berkas ini kosong.";
  if (file.size > max * kilo * kilo) return `Ukurannya melebihi ${max} MB.`;
  if (kinds.length && !kinds.some((kind) => file.name.toLowerCase().endsWith(kind))) return "Jenis berkas ini tidak dapat kami terima.";
  return "";
}

// A canvas, because the content policy allows no blob: pictures.
async function picture(file, holder) {
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: 88, resizeQuality: "medium" });
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [88, 88];
    const side = Math.min(bitmap.width, bitmap.height);
    canvas.getContext("2d").drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, 88, 88);
    holder.replaceWith(canvas);
  } catch { /* not a picture the browser knows: the plain mark stays */ }
}

function keep(input, files) {
  const bag = new DataTransfer();
  files.forEach((file) => bag.items.add(file));
  input.files = bag.files;
  show(input);
}

function line(input, file, message) {
  const item = document.createElement("li");
  const thumb = Object.assign(document.createElement("span"), { className: "hd-thumb", textContent: file.name.split(".").pop().slice(0, 4).toUpperCase() });
  thumb.setAttribute("aria-hidden", "true");
  thumb.classList.add("hd-small");
  const words = Object.assign(document.createElement("span"), { textContent: `${file.name} (${size(file.size)})` });
  if (message) words.append(Object.assign(document.createElement("span"), { className: "hd-bad", textContent: message }));
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-small", textContent: "Hapus" });
  drop.setAttribute("aria-label", `Hapus ${file.name}`);
  drop.addEventListener("click", () => { keep(input, [...input.files].filter((other) => other !== file)); input.focus(); });
  item.append(thumb, words, drop);
  if (file.type.startsWith("image/")) picture(file, thumb);
  return item;
}

function show(input) {
  const list = input.closest("[data-drop]")?.querySelector("[data-files]");
  const files = [...input.files];
  const most = Number(input.dataset.maxFiles || 10);
  const messages = files.map((file, index) => (index >= most ? `Paling banyak ${most} berkas dalam satu pesan.` : trouble(file, input)));
  const first = messages.find(Boolean) || "";
  input.setCustomValidity(first && "Periksa lampiran: " + first);
  list?.replaceChildren(...files.map((file, index) => line(input, file, messages[index])));
  say(first || `${files.length} berkas siap dikirim.`);
}

function add(input, files) {
  keep(input, input.multiple ? [...input.files, ...files] : [...files].slice(0, 1));
}

function ready(input) {
  const zone = input.closest("[data-drop]") ?? input;
  input.addEventListener("change", () => show(input));
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("hd-drop--over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("hd-drop--over"));
  zone.addEventListener("drop", (event) => { event.preventDefault(); zone.classList.remove("hd-drop--over"); add(input, event.dataTransfer.files); });
  input.form?.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) { event.preventDefault(); add(input, event.clipboardData.files); }
  });
  input.form?.addEventListener("reset", () => setTimeout(() => show(input)));
  if (input.form?.matches("[data-upload-form]")) progress(input.form);
}

export function start(root) {
  root.querySelectorAll("input[type=file][data-upload]").forEach((input) => {
    if (input.dataset.ready) return;
    input.dataset.ready = "1";
    ready(input);
  });
}
