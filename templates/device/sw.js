// The paper away from the network. News always comes from the network first, and never from here while there is one;
// kept are only the stories that this reader saved, the offline page, the shelf, and what these are drawn with.
const FURNITURE = "paper-furniture-{{ version }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || pathname.startsWith("/admin/")) return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (/^\/(static|pictures)\//.test(pathname)) event.respondWith(file(request));
});

async function install() {
  await (await caches.open(FURNITURE)).addAll(FILES);
  await skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("paper-furniture-") && name !== FURNITURE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

async function page(event, path) {
  const shelf = await caches.open("paper-shelf");
  try {
    const answer = await ask(event.request);
    event.waitUntil(keepUp(shelf, path, answer.clone()));
    return answer;
  } catch {
    const kept = await shelf.match(path);
    if (kept) return marked(kept);
    return (await caches.match(path)) ?? (await caches.match(FILES[0])) ?? Response.error();
  }
}

// As the browser would have asked, or sparing data where this reader chose to.
async function ask(request) {
  if (!(await (await caches.open("paper-settings")).match("/low-data"))) return fetch(request);
  const headers = new Headers(request.headers);
  headers.set("Save-Data", "on");
  return fetch(request.url, { headers, cache: request.cache, credentials: "same-origin", redirect: "manual" });
}

// A saved story is kept as it now stands; one that was withdrawn is kept no longer.
async function keepUp(shelf, path, answer) {
  if (!(await shelf.match(path))) return;
  if (answer.status === 404 || answer.status === 410) await shelf.delete(path);
  else if (answer.ok && !/no-store|private/.test(answer.headers.get("Cache-Control"))) await shelf.put(path, answer);
}

// A kept page says that it is one.
async function marked(kept) {
  const html = (await kept.text()).replace("<html ", '<html data-copy="kept" ');
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  const policy = kept.headers.get("Content-Security-Policy");
  if (policy) headers["Content-Security-Policy"] = policy;
  return new Response(html, { headers });
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { ignoreSearch: true, ignoreVary: true })) ?? (await other(request)) ?? Response.error();
  }
}

// Another print of a picture that is kept: turned round, the device asks for another width.
async function other({ url }) {
  const files = await caches.open("paper-files");
  const [crop] = url.match(/^.+\/pictures\/\w+-/) ?? [];
  const print = crop && (await files.keys()).find((kept) => kept.url.startsWith(crop));
  return print && files.match(print);
}
