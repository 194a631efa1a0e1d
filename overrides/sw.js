// The copy of the guide that a reader asked to keep. Nobody has this worker who did not ask.
//
// A copy is one file (scripts/guide/make/offline.py). It is stored whole, and then named in one
// record, so it is there or it is not. Each open page belongs to the network or to one copy, and
// gets all its files from there, so that no page is ever made of two versions.

const ROOT = new URL(self.registration.scope);
const FORMAT = 1;
const STORE = `guide-copy-${FORMAT} ${ROOT.pathname}`;
const FOLDER = new URL("offline/", ROOT).href;
const KEPT = `${FOLDER}kept`;
const PATIENCE = 4000; // milliseconds until a network that does not answer counts as none
const BETWEEN_CHECKS = 3600_000; // milliseconds

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  webmanifest: "application/manifest+json",
};

/** One copy, open: finds and unpacks the files in it. */
class Copy {
  constructor(blob, head, start) {
    Object.assign(this, head);
    this.starts = [];
    for (const length of head.blocks) {
      this.starts.push(start);
      start += length;
    }
    this.blob = blob;
    this.unpacked = new Map();
  }

  static async open(blob) {
    const length = new DataView(await blob.slice(0, 4).arrayBuffer()).getUint32(0);
    const head = JSON.parse(new TextDecoder().decode(await unpack(blob.slice(4, 4 + length))));
    return new Copy(blob, head, 4 + length);
  }

  /** The bytes of a file, or nothing. */
  async bytes(name) {
    if (!Object.hasOwn(this.files, name)) return undefined;
    const [block, start, length] = this.files[name];
    if (!this.unpacked.has(block)) {
      const from = this.starts[block];
      this.unpacked.set(block, unpack(this.blob.slice(from, from + this.blocks[block])));
    }
    const bytes = new Uint8Array(await this.unpacked.get(block), start, length);
    return name.endsWith(".html") ? this.filled(bytes) : bytes;
  }

  /** A page with what many pages have alike put back in. */
  filled(bytes) {
    const html = new TextDecoder().decode(bytes);
    return new TextEncoder().encode(html.replace(/\0(\d+)\0/g, (mark, number) => this.shared[number]));
  }
}

function unpack(blob) {
  return new Response(blob.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

// What is kept: { language: { file, date, bytes, checked } }.

const store = () => caches.open(STORE);

async function kept() {
  const record = await (await store()).match(KEPT);
  return record ? record.json() : {};
}

async function record(all) {
  await (await store()).put(KEPT, new Response(JSON.stringify(all)));
}

const open = new Map();

/** The copy in a stored file, or nothing if the browser has thrown it away. */
function opened(file) {
  if (!open.has(file)) {
    const reading = (async () => {
      const stored = await (await store()).match(FOLDER + file);
      return stored && Copy.open(await stored.blob());
    })();
    open.set(file, reading);
    reading.then((copy) => copy || open.delete(file), () => open.delete(file));
  }
  return open.get(file);
}

// Which copy each open page belongs to. Kept on the device too: the browser ends idle workers.

const pins = new Map();
const pinAddress = (client) => `${FOLDER}page/${encodeURIComponent(client)}`;

async function pin(client, file) {
  if (client) await (await store()).put(pinAddress(client), new Response(file));
}

async function pinned(client) {
  if (!client) return "";
  if (pins.has(client)) return pins.get(client);
  const stored = await (await store()).match(pinAddress(client));
  const file = stored ? await stored.text() : "";
  pins.set(client, file);
  return file;
}

// Getting, renewing, removing.

/** Fetch the newest copy of a language, unless it is the one that is kept; the record of it. */
async function renew(language) {
  const answer = await fetch(`${FOLDER}copies.json`, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`copies.json: ${answer.status}`);
  const newest = (await answer.json())[language];
  const old = (await kept())[language];
  const cache = await store();
  if (old?.file !== newest.file || !(await cache.match(FOLDER + newest.file))) {
    const response = await fetch(FOLDER + newest.file);
    const bytes = response.ok && (await response.arrayBuffer());
    if (!bytes || !(await isWhole(newest.file, bytes))) throw new Error(`${newest.file}: not whole`);
    if ((await Copy.open(new Blob([bytes]))).format !== FORMAT) throw new Error(`${newest.file}: format`);
    await cache.put(FOLDER + newest.file, new Response(bytes));
  }
  const entry = { ...newest, checked: Date.now() };
  await record({ ...(await kept()), [language]: entry });
  await sweep();
  return entry;
}

/** Whether the content is what the name says. */
async function isWhole(file, bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hash.startsWith(/-([0-9a-f]+)\.copy$/.exec(file)[1]);
}

/** Remove the copies that are no longer named and that no open page belongs to. */
async function sweep() {
  const cache = await store();
  const used = new Set(Object.values(await kept()).map((entry) => entry.file));
  const addresses = (await cache.keys()).map((request) => request.url);
  for (const address of addresses.filter((each) => each.startsWith(pinAddress("")))) {
    const client = decodeURIComponent(address.slice(pinAddress("").length));
    if (await self.clients.get(client)) used.add(await pinned(client));
    else {
      await cache.delete(address);
      pins.delete(client);
    }
  }
  for (const address of addresses.filter((each) => each.endsWith(".copy"))) {
    const file = address.slice(FOLDER.length);
    if (!used.has(file)) {
      await cache.delete(address);
      open.delete(file);
    }
  }
}

let checking;

/** Look for a newer copy, at most once an hour, and never for a reader who saves data. */
function lookForNewer(language) {
  if (navigator.connection?.saveData) return undefined;
  checking ??= (async () => {
    const old = (await kept())[language];
    if (old && Date.now() - old.checked > BETWEEN_CHECKS) await renew(language);
  })()
    .catch(() => undefined) // there is a copy, and the next visit tries again
    .finally(() => (checking = undefined));
  return checking;
}

// Answering.

const pathOf = (url) => {
  try {
    return decodeURIComponent(url.pathname.slice(ROOT.pathname.length));
  } catch {
    return "";
  }
};
const fileOf = (path) => (path === "" || path.endsWith("/") ? `${path}index.html` : path);

function languageOf(path, all) {
  const first = path.split("/")[0];
  return Object.hasOwn(all, first) ? first : "zh-Hant";
}

function answerWith(bytes, name, status = 200) {
  const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
  return new Response(bytes, { status, headers: { "Content-Type": type } });
}

/** A page of the copy, which says so, and of which day. */
function shown(bytes, name, words, date, status) {
  const text = words.replace("{date}", date).replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const html = new TextDecoder().decode(bytes);
  const said = `<p class="from-copy" role="status">${text}</p>`;
  return answerWith(html.replace("</header>", () => `</header>${said}`), name, status);
}

/** A page without the network: from the copy of its language, or word that it is not in it. */
async function pageFromCopy(event, url) {
  const all = await kept();
  const path = pathOf(url);
  const language = languageOf(path, all);
  const entries = [all[language], ...Object.values(all)].filter(Boolean);
  for (const entry of entries) {
    const copy = await opened(entry.file);
    if (!copy) continue;
    const to = copy.moved[path.toLowerCase()] ?? (Object.hasOwn(copy.files, `${path}/index.html`) ? `${path}/` : undefined);
    if (to !== undefined) return Response.redirect(moveTo(to, url), 302);
    const name = fileOf(path);
    const found = await copy.bytes(name);
    if (found || entry === entries.at(-1)) {
      setPin(event, entry.file);
      const { "offline-shown": here, "offline-missing": missing } = copy.words;
      if (found) return name.endsWith(".html") ? shown(found, name, here, entry.date) : answerWith(found, name);
      const none = `${copy.home}404.html`;
      return shown(await copy.bytes(none), none, missing, entry.date, 404);
    }
  }
  return Response.error();
}

function moveTo(path, from) {
  const to = new URL(path, ROOT);
  to.search = from.search;
  return to.href;
}

function setPin(event, file) {
  pins.set(event.resultingClientId, file);
  event.waitUntil(pin(event.resultingClientId, file));
}

/** A page: of the network if that answers in time. One that equals the copy's belongs to the copy. */
async function page(event) {
  const url = new URL(event.request.url);
  try {
    const response = await inTime(fetch(event.request));
    if (response.status >= 500) throw new Error(`status ${response.status}`);
    const body = response.clone();
    pins.set(event.resultingClientId, belongsTo(event, url, body));
    return response;
  } catch {
    return pageFromCopy(event, url);
  }
}

function inTime(promise) {
  if (navigator.onLine === false) return Promise.reject(new Error("offline"));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer")), PATIENCE);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function belongsTo(event, url, response) {
  try {
    const all = await kept();
    const language = languageOf(pathOf(url), all);
    const copy = all[language] && (await opened(all[language].file));
    const [ours, theirs] = copy ? await Promise.all([copy.bytes(fileOf(pathOf(url))), response.arrayBuffer()]) : [];
    const file = ours && theirs && sameBytes(ours, new Uint8Array(theirs)) ? all[language].file : "";
    if (file) await pin(event.resultingClientId, file);
    return file;
  } catch {
    return ""; // the page belongs to the network
  }
}

function sameBytes(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

/** A file of a page: from the copy that the page belongs to, else from the network. */
async function file(event) {
  const belongs = await pinned(event.clientId);
  const copy = belongs && (await opened(belongs).catch(() => undefined));
  const name = fileOf(pathOf(new URL(event.request.url)));
  const found = copy && (await copy.bytes(name));
  return found ? answerWith(found, name) : fetch(event.request);
}

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("guide-copy-") && name.endsWith(` ${ROOT.pathname}`) && name !== STORE;
  const sweepOld = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(Promise.all([self.clients.claim(), sweepOld]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== ROOT.origin || url.href.startsWith(FOLDER)) return;
  if (request.mode === "navigate") {
    event.respondWith(page(event));
    event.waitUntil(kept().then((all) => lookForNewer(languageOf(pathOf(url), all))));
  } else event.respondWith(file(event));
});

// The page about it asks: { ask: "status" | "keep", language }.
self.addEventListener("message", (event) => {
  const { ask, language } = event.data ?? {};
  const work = ask === "keep" ? renew(language) : kept().then((all) => all[language]);
  const reply = (answer) => event.ports[0]?.postMessage(answer);
  event.waitUntil(work.then((entry) => reply({ entry }), (error) => reply({ error: String(error) })));
});
