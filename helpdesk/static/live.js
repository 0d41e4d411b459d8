// Keeps a page true while it is open: hears which tickets changed, then asks for the page again and
// takes over the parts marked data-live. What an officer is doing is never moved or overwritten.
import { headers, say } from "./app.js";

const STREAM = "/petugas/langsung", ASK = "/petugas/langsung.json";
const GATHER = 400, APART = 2000, CALM = 60_000, POLL = 15_000, HIDDEN = 60_000, HELLO = 6_000, SETTLE = 800;
const known = new Set();
const last = new Map();
let source, polling, greeting, asked = 0, waiting, after = 0, news = 0, title = document.title;

const of = () => document.querySelector("[data-live-ticket]")?.dataset.liveTicket;
const regions = () => [...document.querySelectorAll("[data-live][id]")];
const plain = (node) => node.outerHTML.replace(/(name="csrf_token" value=")[^"]*/g, "$1");
const time = () => new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });

/** Whether someone is in the middle of something there: a move under the hand would mislead. */
function busy(region) {
  return region.contains(document.activeElement) || region.querySelector("input:checked, details[open][data-keep], [data-busy]");
}

function mark(node) {
  node.classList.add("is-fresh");
  node.addEventListener("animationend", () => node.classList.remove("is-fresh"), { once: true });
}

/** Lines with an id: changed ones are replaced where they stand; new and gone ones only when nobody works there. */
function lines(current, next, still) {
  const incoming = new Map([...next.children].map((line) => [line.id, line]));
  const standing = new Set([...current.children].map((line) => line.id));
  let held = 0;
  for (const line of [...current.children]) {
    const fresh = incoming.get(line.id);
    if (!fresh) { if (still) held += 1; else line.remove(); }
    else if (plain(fresh) !== (last.get(line.id) ?? plain(line)) && !line.contains(document.activeElement)) {
      last.set(line.id, plain(fresh));
      const box = line.querySelector("input[type=checkbox]:checked");
      if (box) fresh.querySelector("input[type=checkbox]")?.setAttribute("checked", "");
      line.replaceWith(fresh);
      mark(fresh);
    }
  }
  const added = [...incoming.keys()].filter((id) => !standing.has(id));
  if (still) return held + added.length;
  for (const [place, id] of [...incoming.keys()].entries()) {
    const line = document.getElementById(id) ?? incoming.get(id);
    if (current.children[place] !== line) current.insertBefore(line, current.children[place] ?? null);
    if (added.includes(id)) mark(line);
  }
  return 0;
}

/** The conversation only grows: what is read stays where it is. */
function append(current, next) {
  const added = [...next.children].filter((line) => line.id && !document.getElementById(line.id));
  current.append(...added);
  added.forEach(mark);
  return added.length;
}

function take(page) {
  let held = 0, said = 0;
  for (const region of regions()) {
    const next = page.getElementById(region.id);
    if (!next) continue;
    const how = region.dataset.live;
    if (how === "append") said += append(region, next);
    else if (how === "list") { if (!(region.querySelector("[data-live=lines]") && next.querySelector("[data-live=lines]"))) region.replaceWith(next); }
    else if (how === "lines") held += lines(region, next, Boolean(busy(region)));
    else if (plain(next) !== last.get(region.id) && !busy(region)) {
      last.set(region.id, plain(next));
      if (plain(next) === plain(region)) continue;
      const open = [...region.querySelectorAll("details[open][id]")].map((part) => part.id);
      region.replaceWith(next);
      open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
      document.dispatchEvent(new CustomEvent("hd:swapped"));
    }
  }
  offer(held);
  if (said) tell(said);
  document.dispatchEvent(new CustomEvent("hd:live"));
}

function pill(text, act) {
  document.querySelector("[data-live-pill]")?.remove();
  if (!text) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "hd-pill", textContent: text });
  button.dataset.livePill = "";
  button.addEventListener("click", () => { button.remove(); act(); });
  document.body.append(button);
}

function offer(held) {
  if (!held) { if (!of()) pill(""); return; }
  pill(`${held} perubahan di daftar ini. Tampilkan`, () => {
    document.activeElement?.blur();
    regions().forEach((region) => region.querySelectorAll("input:checked").forEach((box) => { box.checked = false; }));
    refresh();
  });
}

function tell(count) {
  const text = count === 1 ? "Ada pesan baru di percakapan." : `Ada ${count} pesan baru di percakapan.`;
  say(text);
  const end = document.querySelector("[data-live=append]")?.lastElementChild;
  const box = end?.getBoundingClientRect();
  if (box && (box.top > innerHeight || box.bottom < 0)) pill(`${text} Lihat`, () => end.scrollIntoView({ block: "center" }));
}

function state(text) {
  let note = document.getElementById("hd-live-state");
  if (!text) return note?.remove();
  note ??= Object.assign(document.createElement("p"), { id: "hd-live-state", className: "hd-live-state", role: "status" });
  note.textContent = text;
  document.body.append(note);
}

/** Who else has this ticket open, softly, in a line that is always there. */
function present(people) {
  const place = document.getElementById("hadir");
  if (!place) return;
  const named = (which) => people.filter(([, writes]) => writes === which).map(([name]) => name).join(", ");
  const text = [["Sedang menulis", named(true)], ["Juga sedang melihat", named(false)]].filter(([, names]) => names).map((part) => part.join(": ")).join(" · ");
  if (place.textContent !== text) place.textContent = text;
}

// A page nobody looks at is not seen at its ticket either.
const asking = () => new URLSearchParams({ ...(after && { sejak: after }), ...(of() && !document.hidden && { tiket: of() }) });

async function refresh() {
  clearTimeout(waiting);
  waiting = undefined;
  asked = Date.now();
  try {
    const response = await fetch(location.href, { headers: headers() });
    if (response.redirected && new URL(response.url).pathname.startsWith("/masuk")) return ended();
    if (!response.ok) throw new Error(String(response.status));
    take(new DOMParser().parseFromString(await response.text(), "text/html"));
    if (source || polling === 0) state("");
  } catch { broken(); }
}

function soon(wait = GATHER) {
  waiting ??= setTimeout(refresh, Math.max(wait, asked + APART - Date.now()));
}

function ended() {
  stop();
  state("Sesi Anda sudah berakhir. Masuk lagi di tab lain untuk melanjutkan; yang Anda tulis di sini tetap ada.");
}

function broken() {
  state(`Sambungan terputus. Yang tampak adalah keadaan pukul ${time()}; kami terus mencoba.`);
}

function heard(change) {
  if (known.has(change.id)) return;
  known.add(change.id);
  after = Math.max(after, change.id);
  const here = of();
  if (here && change.number !== here) return;
  if (document.hidden && !change.mine) document.title = `(${(news += 1)}) ${title}`;
  soon();
}

async function ask() {
  try {
    const response = await fetch(`${ASK}?${asking()}`, { headers: headers() });
    if (response.redirected || response.status === 401) return ended();
    if (!response.ok) throw new Error(String(response.status));
    const told = await response.json();
    after = Math.max(after, told.after);
    told.changes.forEach(heard);
    present(told.here);
    state("");
  } catch { broken(); }
}

/** Asking now and then, for as long as the stream does not come through. */
function poll(every) {
  clearInterval(polling);
  polling = setInterval(ask, every);
}

function listen() {
  if (!("EventSource" in window)) return poll(POLL);
  source?.close();
  source = new EventSource(`${STREAM}?${asking()}`);
  greeting = setTimeout(() => poll(POLL), HELLO);
  source.addEventListener("hello", () => {
    clearTimeout(greeting);
    clearInterval(polling);
    state("");
    if (news || asked) soon();
  });
  source.addEventListener("here", (event) => present(JSON.parse(event.data)));
  source.addEventListener("bye", ended);
  source.addEventListener("full", () => { source.close(); poll(POLL); });
  source.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    poll(POLL);
    ask();
    if (source.readyState === EventSource.CLOSED) greeting = setTimeout(listen, POLL);
  });
}

function stop() {
  source?.close();
  source = undefined;
  [clearInterval, clearTimeout].forEach((clear, which) => clear(which ? greeting : polling));
}

// A page nobody looks at holds no connection; it still counts what happens, for its title.
function look() {
  stop();
  if (document.hidden) return poll(HIDDEN);
  document.title = title;
  news = 0;
  listen();
  soon(0);
}

let begun = false;

export function start() {
  if (begun) return;
  begun = true;
  greeting = setTimeout(listen, SETTLE);
  document.addEventListener("visibilitychange", look);
  addEventListener("online", look);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && look());
  // Words such as "2 jam lagi" grow old by themselves.
  setInterval(() => { if (!document.hidden && !waiting && Date.now() - asked > CALM) refresh(); }, CALM / 4);
}
