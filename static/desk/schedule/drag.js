// A thing is dragged to another hour: by mouse or pen anywhere on it, by finger on its handle. It snaps to five minutes.
import { isMoving, leave, pick, put, toMoment, toWall } from "./moving.js";
import { MINUTE } from "./walls.js";

const FAR = 4; // Pixels, before a press becomes a drag.
let press = null;

const isDrawn = (track) => track && getComputedStyle(track).display === "grid";
const trackOf = (thing) => thing.closest(".day__track, .lane");

// How many slots lie before a place on a ruler whose steps are not all alike.
const slotAt = (steps, place) => {
  let left = place;
  for (const [number, step] of steps.entries()) {
    if (left < step) return number + Math.max(left, 0) / step;
    left -= step;
  }
  return steps.length;
};
const steps = (list) => list.split(" ").map(Number.parseFloat);

document.addEventListener("pointerdown", (event) => {
  const thing = event.target.closest("[data-move]");
  const isHandle = event.target.closest(".event__move");
  if (!thing || event.button || (event.pointerType === "touch" && !isHandle) || !isDrawn(trackOf(thing))) return;
  const box = thing.getBoundingClientRect();
  press = { thing, x: event.clientX, y: event.clientY, left: event.clientX - box.left, top: event.clientY - box.top };
});

document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.("[data-move]")) event.preventDefault();
});

const follow = ({ clientX, clientY }) => {
  const along = press.thing.closest(".hours");
  if (along) {
    const lane = trackOf(press.thing);
    const slot = slotAt(steps(getComputedStyle(lane).gridTemplateColumns), clientX - press.left - lane.getBoundingClientRect().left);
    return toMoment(Date.parse(along.dataset.begins) + Math.round(slot) * 5 * MINUTE);
  }
  const track = [...document.querySelectorAll(".day__track")].find((one) => {
    const box = one.getBoundingClientRect();
    return clientX >= box.left && clientX < box.right;
  });
  if (!track) return;
  const slot = slotAt(steps(getComputedStyle(track).gridTemplateRows), clientY - press.top - track.getBoundingClientRect().top);
  const minutes = Math.min(Math.round(slot * 3) * 5, 1435);
  toWall(Date.parse(`${track.dataset.day}T00:00Z`) + minutes * MINUTE);
};

document.addEventListener("pointermove", (event) => {
  if (!press) return;
  if (!press.isFar) {
    press.isFar = Math.hypot(event.clientX - press.x, event.clientY - press.y) >= FAR;
    if (!press.isFar) return;
    pick(press.thing);
    document.documentElement.classList.add("is-dragging");
  }
  event.preventDefault();
  if (isMoving()) follow(event);
});

const end = (act) => {
  const dragged = press?.isFar && isMoving();
  press = null;
  document.documentElement.classList.remove("is-dragging");
  if (!dragged) return;
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
  act();
};
const swallow = (event) => {
  event.preventDefault();
  event.stopPropagation();
};

document.addEventListener("pointerup", () => end(() => put()));
document.addEventListener("pointercancel", () => end(leave));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && press?.isFar) press = null;
});

