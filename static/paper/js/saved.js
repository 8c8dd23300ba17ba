// The shelf: the stories saved on this device, those first that were saved last. Withdrawn ones leave it.
const list = document.querySelector(".shelf");
const said = document.querySelector(".shelf__said");
const stories = () => JSON.parse(localStorage.getItem("paper:shelf") ?? "[]");

function keep(kept) {
  localStorage.setItem("paper:shelf", JSON.stringify(kept));
}

async function drop(path) {
  keep(stories().filter((story) => story.path !== path));
  if (globalThis.caches) await (await caches.open("paper-shelf")).delete(path);
  show();
}

function line({ path, headline, section, at }) {
  const item = document.querySelector(".shelf__line").content.cloneNode(true);
  const link = item.querySelector("a");
  link.href = path;
  link.textContent = headline;
  item.querySelector(".shelf__section").textContent = section;
  const time = item.querySelector(".shelf__at").appendChild(document.createElement("time"));
  time.dateTime = new Date(at).toISOString();
  time.textContent = new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const button = item.querySelector("button");
  button.setAttribute("aria-label", `Remove “${headline}”`);
  button.addEventListener("click", async () => {
    await drop(path);
    said.textContent = "Removed.";
    said.focus();
  });
  return item;
}

function show() {
  const kept = stories();
  list.replaceChildren(...kept.map(line));
  document.querySelector(".shelf__none").hidden = kept.length > 0;
}

// What the paper has taken back since it was saved is not kept for anybody. A new address is followed.
async function check({ path }) {
  const answer = await fetch(path, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer?.status === 404 || answer?.status === 410) {
    await drop(path);
    said.textContent = "A saved story has been withdrawn by the paper, and has left your shelf.";
  } else if (answer?.redirected && answer.ok) {
    const moved = new URL(answer.url).pathname;
    keep(stories().map((story) => (story.path === path ? { ...story, path: moved } : story)));
    const pages = await caches.open("paper-shelf");
    await Promise.all([pages.delete(path), pages.add(moved)]);
    show();
  }
}

show();
if (navigator.onLine) for (const story of stories()) check(story);
