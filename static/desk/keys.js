// Keys that work in every room. Single letters never fire in a field, nor for who switched them off.
const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable='true']");

document.addEventListener("keydown", (event) => {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && !event.altKey && event.key.toLowerCase() === "k") {
    const find = document.getElementById("find");
    if (!find) return;
    event.preventDefault();
    find.focus();
  }
  if (isCommand || event.altKey || isTyping(event.target) || document.body.dataset.letterKeys === "off") return;
  if (event.key === "?") document.getElementById("keys")?.togglePopover();
  if (event.key === "n") document.getElementById("new-story")?.click();
});
