// A story kept on this device: its line on the shelf, and its page with all that it needs, for when there is no network.
const MOST_STORIES = 30;
const MOST_FILES = 400;
const root = document.documentElement;
const path = location.pathname;
const shelf = () => JSON.parse(localStorage.getItem("paper:shelf") ?? "[]");
const keep = (stories) => localStorage.setItem("paper:shelf", JSON.stringify(stories));

async function store() {
  const pages = await caches.open("paper-shelf");
  await pages.add(new Request(path, { cache: "no-cache" }));
  const files = await caches.open("paper-files");
  const used = performance.getEntriesByType("resource").map((entry) => entry.name);
  const pictures = [...document.querySelectorAll(".article img")].flatMap(({ src, currentSrc }) => [src, currentSrc || src]);
  const ours = [...new Set([...used, ...pictures])].filter((url) => /^\/(static|pictures)\//.test(pathOf(url)));
  await Promise.allSettled(ours.map((url) => files.add(url)));
  const old = await files.keys();
  await Promise.all(old.slice(0, Math.max(0, old.length - MOST_FILES)).map((request) => files.delete(request)));
}

function pathOf(url) {
  const { origin, pathname } = new URL(url);
  return origin === location.origin ? pathname : "";
}

async function save(button) {
  const { headline, section } = button.dataset;
  const stories = [{ path, headline, section, at: Date.now() }, ...shelf().filter((story) => story.path !== path)];
  keep(stories.slice(0, MOST_STORIES));
  root.dataset.saved = "";
  if (!globalThis.caches) return;
  try {
    const pages = await caches.open("paper-shelf");
    await Promise.all(stories.slice(MOST_STORIES).map((story) => pages.delete(story.path)));
    await navigator.serviceWorker?.register("/sw.js");
    await store();
  } catch {
    document.querySelector(".tools__said").textContent = "Saved as a link: there was no room or no network to keep its page.";
  }
}

async function letGo() {
  keep(shelf().filter((story) => story.path !== path));
  delete root.dataset.saved;
  if (globalThis.caches) await (await caches.open("paper-shelf")).delete(path);
}

document.querySelector(".tools__save")?.addEventListener("click", ({ currentTarget }) => save(currentTarget));
document.querySelector(".tools__let-go")?.addEventListener("click", letGo);
// The page may have changed its style sheets since it was saved.
if ("saved" in root.dataset && root.dataset.copy !== "kept" && globalThis.caches) addEventListener("load", () => store().catch(() => {})); // the copy from before stays
