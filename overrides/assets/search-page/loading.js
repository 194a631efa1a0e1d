// The site's files: the engine and its index are fetched when a reader turns to the box.

const SITE = new URL("..", document.currentScript.src);
export const STYLES = new URL("search.css", document.currentScript.src).href;
const LANGUAGE = document.documentElement.lang;
// Written out, because the build puts the hash of each file into its name.
const BOOT = { "zh-Hant": "search/zh-Hant/boot.js", "zh-Hans": "search/zh-Hans/boot.js", en: "search/en/boot.js" };

/** The address of a page of the site; a folder of files has no server to add the file's name. */
export function addressOf(path) {
  const url = new URL(path, SITE);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}

/** Run a script of the site. Unlike fetch() and modules, scripts also load from file://. */
function run(path) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: new URL(path, SITE).href, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

// Each file of the index calls this function with what it holds.
const arrived = new Map();
globalThis.searchIndex = (part) => arrived.set(part.name, part);

async function load(name, path = `search/${name}`) {
  await run(path);
  return arrived.get(name);
}

/** The reader's day, against which dates in a query are read. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

let opened;
let read; // the shards that search-reading.js reads

/** The engine with the first tier of the index; tried again after a failure. */
export function loadEngine() {
  opened ??= Promise.all([load(`${LANGUAGE}/boot.js`, BOOT[LANGUAGE]), run("assets/search-engine.js")])
    .then(([boot]) => {
      read = [boot.other, boot.dates];
      return new SearchEngine(boot, { today: today() });
    })
    .catch((error) => {
      opened = undefined;
      throw error;
    });
  return opened;
}

let second;

/** The second half of the engine, once. */
function reading() {
  second ??= run("assets/search-reading.js").catch((error) => {
    second = undefined;
    throw error;
  });
  return second;
}

const shards = new Map();

function addShard(engine, name) {
  if (!shards.has(name)) {
    const parts = [load(name), read.includes(name) && reading()];
    shards.set(name, Promise.all(parts).then(([shard]) => engine.addBody(shard)));
  }
  return shards.get(name);
}

/** Fetch all that a query needs, as long as it is wanted; whether anything came. */
export async function complete(engine, query, wanted) {
  const failed = new Set();
  let more = false;
  for (;;) {
    const names = engine.needed(query).filter((name) => !failed.has(name));
    if (!names.length || !wanted()) return more;
    await Promise.all(names.map(async (name) => {
      try {
        await addShard(engine, name);
        more = true;
      } catch {
        shards.delete(name);
        failed.add(name);
      }
    }));
  }
}
