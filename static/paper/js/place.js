// Where this reader stopped in a story, offered at their next visit. Kept on the device, for the last stories only.
const MOST_PLACES = 60;
const WORTH_KEEPING = 3; // blocks read
const path = location.pathname;
const blocks = [...document.querySelectorAll(".article__body > *")];
const places = () => JSON.parse(localStorage.getItem("paper:places") ?? "{}");
const opening = (block) => block.textContent.trim().slice(0, 48);

function remember() {
  const kept = places();
  const at = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 0);
  const isRead = blocks.at(-1)?.getBoundingClientRect().bottom < innerHeight;
  if (isRead) delete kept[path];
  else if (at >= WORTH_KEEPING) {
    delete kept[path]; // so that it goes to the end, where the newest are
    kept[path] = { at, words: opening(blocks[at]) };
  } else return;
  localStorage.setItem("paper:places", JSON.stringify(Object.fromEntries(Object.entries(kept).slice(-MOST_PLACES))));
}

document.querySelector(".tools__continue")?.addEventListener("click", () => {
  const { at, words } = places()[path] ?? {};
  // The story may have changed: the words are found wherever they stand now.
  const block = blocks.find((one) => opening(one) === words) ?? blocks[Math.min(at, blocks.length - 1)];
  if (!block) return;
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  block.scrollIntoView({ block: "start" });
});

document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && remember());
addEventListener("pagehide", remember);
