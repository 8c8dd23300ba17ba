// Reading along: words that are selected in the story can be written about. What stands around them goes along, so that
// the desk finds the place. Without scripts the words are pasted.
const BESIDE = 60; // Characters.
const LONGEST = 300;
const prose = document.querySelector(".article__body");
const form = document.querySelector(".preview-note form");
const offer = document.querySelector(".preview-words");
const line = (text) => text.replace(/\s+/g, " ");
let chosen = null;

// The text of the story from its beginning to the selection, or from the selection to its end.
const beside = (selected, isBefore) => {
  const range = document.createRange();
  range.selectNodeContents(prose);
  if (isBefore) range.setEnd(selected.startContainer, selected.startOffset);
  else range.setStart(selected.endContainer, selected.endOffset);
  return line(range.toString());
};

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const isIn = range && !range.collapsed && prose.contains(range.commonAncestorContainer);
  offer.hidden = !isIn;
  if (isIn) chosen = range.cloneRange();
});

offer?.querySelector("button").addEventListener("click", () => {
  const words = line(chosen.toString()).trim().slice(0, LONGEST);
  form.elements.passage.value = words;
  form.elements.before.value = beside(chosen, true).trimEnd().slice(-BESIDE);
  form.elements.after.value = beside(chosen, false).trimStart().slice(0, BESIDE);
  form.elements.text.focus({ preventScroll: true });
  form.scrollIntoView({ block: "center" });
});

// Words that somebody pastes stand where they stand: what stood around others says nothing of them.
form?.elements.passage.addEventListener("input", () => {
  form.elements.before.value = "";
  form.elements.after.value = "";
});
