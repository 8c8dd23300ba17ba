// Keys that work in every room. Single letters never fire in a field, and can be switched off altogether.
const BRIEFLY = 1500; // Milliseconds in which a letter after G leads to a room.
let goes = 0;

const isTyping = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable='true']");
const lettersAreOff = () => document.body.dataset.letterKeys === "off";

const find = () => {
  const field = document.getElementById("find");
  if (!field) return false;
  if (field.offsetParent) field.focus();
  else window.location.assign(field.form.action); // On a narrow page the list has a field of its own.
  return true;
};

const room = (letter) => document.querySelector(`.deskbar [data-go="${CSS.escape(letter.toUpperCase())}"]`);

const act = {
  "?": () => document.getElementById("keys")?.togglePopover(),
  n: () => document.getElementById("new-story")?.click(),
  z: () => document.getElementById("undo")?.requestSubmit(),
  g: () => { goes = performance.now() + BRIEFLY; },
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && !event.altKey && event.key.toLowerCase() === "k" && find()) event.preventDefault();
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (isCommand || event.altKey || lettersAreOff()) return;
  if (performance.now() < goes) {
    goes = 0;
    room(event.key)?.click();
  } else {
    act[event.key]?.();
  }
});
