// Sharing: the device's own sheet where it has one, and a link to the story, or to the very words that were selected.
const share = document.querySelector(".tools__share");
const copy = document.querySelector(".tools__copy");
const said = document.querySelector(".tools__said");
const address = location.origin + location.pathname;
const prose = document.querySelector(".article__body");
let words = "";

// https://wicg.github.io/scroll-to-text-fragment/ — the first and the last words of a long passage are enough.
function fragment(text) {
  const all = text.split(/\s+/);
  const ends = all.length > 12 ? [all.slice(0, 5), all.slice(-5)] : [all];
  return `#:~:text=${ends.map((some) => encodeURIComponent(some.join(" ")).replaceAll("-", "%2D")).join(",")}`;
}

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (selection.isCollapsed || !prose?.contains(selection.anchorNode)) return;
  words = selection.toString().trim().split(/\n+/)[0].trim(); // of its first paragraph
});

copy?.addEventListener("click", async () => {
  const link = address + (words ? fragment(words) : "");
  try {
    await navigator.clipboard.writeText(link);
    said.textContent = words ? "Copied: a link to the words you selected." : "Copied.";
  } catch {
    said.textContent = link;
  }
  words = "";
});

if (share && navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => {
    navigator.share({ title: share.dataset.headline, url: address }).catch(() => {}); // changed their mind
  });
}
