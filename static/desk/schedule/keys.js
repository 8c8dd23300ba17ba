// The schedule by key: J and K walk, M picks up, arrows move, Enter puts down, Esc leaves, E sets the exact hour.
import { isMoving, leave, pick, put, shift, shiftDays } from "./moving.js";
import { open } from "./slot.js";

const isTyping = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable='true']");
const links = () => [...document.querySelectorAll("#schedule [data-thing]")].filter((link) => link.offsetParent && !link.closest(".event--picked"));

const walk = (step) => {
  const all = links();
  const here = all.indexOf(document.activeElement);
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

const lift = (thing) => {
  if (!thing) return;
  pick(thing);
  document.getElementById("moving").focus({ preventScroll: true });
};
const stoodOn = () => document.activeElement?.closest("[data-move]");

const moves = {
  ArrowUp: (event) => shift(event.shiftKey ? -15 : -1),
  ArrowDown: (event) => shift(event.shiftKey ? 15 : 1),
  ArrowLeft: () => shiftDays(-1),
  ArrowRight: () => shiftDays(1),
  Enter: () => put(),
  Escape: () => leave(),
};
const letters = {
  j: () => walk(1),
  k: () => walk(-1),
  m: () => lift(stoodOn()),
  e: () => open(stoodOn()?.querySelector("[data-thing]")),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (isMoving()) {
    const isButton = event.key === "Enter" && event.target.closest("#moving button");
    if (!moves[event.key] || isButton) return;
    event.preventDefault();
    moves[event.key](event);
    document.querySelector(".event--picked")?.scrollIntoView({ block: "nearest" });
    return;
  }
  const lettersAreOff = document.body.dataset.letterKeys === "off" && event.key.length === 1;
  if (event.shiftKey || lettersAreOff || document.querySelector("dialog[open], :popover-open")) return;
  if (letters[event.key]) {
    event.preventDefault();
    letters[event.key]();
  } else {
    document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  }
});

document.addEventListener("click", (event) => {
  const handle = event.target.closest?.(".event__move");
  if (handle) lift(handle.closest("[data-move]"));
});

const offerHandles = () => document.querySelectorAll(".event__move").forEach((handle) => { handle.hidden = false; });
document.addEventListener("schedule:taken", offerHandles);
offerHandles();
