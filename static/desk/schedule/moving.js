// Something that is picked up: where it would stand, said and drawn until it is put down, or left where it was.
import { now, reasons, refuse, send, shown, stand } from "./page.js";
import { clock, sentence, short } from "./words.js";
import { dayOf, momentsOf, MINUTE, typed, wallOf } from "./walls.js";

let moved = null; // { thing, copy, from, at, wall }; `at` is null at an hour that the clocks skip.

export const isMoving = () => moved !== null;

export const pick = (thing) => {
  if (moved) leave();
  const at = Date.parse(thing.dataset.at);
  const copy = thing.cloneNode(true);
  for (const name of ["id", "data-side", "data-move"]) copy.removeAttribute(name);
  copy.querySelectorAll("a, button").forEach((one) => one.setAttribute("tabindex", "-1"));
  copy.classList.remove("event--one");
  copy.classList.add("event", "event--picked");
  copy.setAttribute("aria-hidden", "true");
  thing.classList.add("event--ghost");
  moved = { thing, copy, from: at, at, wall: wallOf(at, shown().zone) };
  refuse("");
  show();
};

const settle = (at) => {
  moved.at = at;
  moved.wall = wallOf(at, shown().zone);
  show();
};

// By minutes that pass; from an hour that is skipped, by those of the wall.
export const shift = (minutes) => {
  if (moved.at !== null) settle(moved.at + minutes * MINUTE);
  else toWall(moved.wall + minutes * MINUTE);
};

export const toWall = (wall) => {
  const found = momentsOf(wall, shown().zone);
  if (found.length) return settle(found.includes(moved.at) ? moved.at : found[0]);
  moved.at = null;
  moved.wall = wall;
  show();
};

export const shiftDays = (days) => toWall(moved.wall + days * 1440 * MINUTE);
export const toMoment = (at) => settle(at);

const bar = () => document.getElementById("moving");

const words = () => {
  const { thing, at, from: was, wall } = moved;
  const place = shown();
  const title = thing.querySelector("[data-thing]");
  const name = document.createElement("span");
  const what = Object.assign(document.createElement("b"), { className: "voice", textContent: title.textContent, lang: title.lang, dir: title.dir });
  name.append("Moving ", what);
  const where = document.createElement("span");
  const before = Object.assign(document.createElement("s"), { textContent: short(was, place.zone, now()) });
  if (at === null) {
    const none = Object.assign(document.createElement("b"), { className: "moving__none", textContent: `There is no ${clock(wall)} in ${place.city} that night` });
    where.append(before, " → ", none);
    return [name, where];
  }
  const [hour, more] = sentence(at, place, now());
  where.append(before, " → ", Object.assign(document.createElement("b"), { textContent: hour }), more && `, ${more}`);
  const ends = Date.parse(thing.dataset.ends);
  if (ends) where.append(`; ends ${short(ends, place.zone, now())} as before`);
  if (at <= now()) where.append(Object.assign(document.createElement("span"), { className: "moving__none", textContent: ", which has passed" }));
  return [name, where];
};

const button = (label, key, act) => {
  const one = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: `${label} ` });
  one.append(Object.assign(document.createElement("kbd"), { textContent: key }));
  one.querySelector("kbd").setAttribute("aria-hidden", "true");
  one.addEventListener("click", act);
  return one;
};

const show = () => {
  const shownBar = bar();
  if (shownBar.hidden) {
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    const buttons = Object.assign(document.createElement("span"), { className: "button-row" });
    buttons.append(
      button("A minute earlier", "↑", () => shift(-1)),
      button("A minute later", "↓", () => shift(1)),
      button("Put it down", "Enter", () => put()),
      button("Leave it", "Esc", () => leave()),
    );
    shownBar.replaceChildren(said, buttons);
    shownBar.hidden = false;
  }
  shownBar.firstElementChild.replaceChildren(...words());
  draw();
};

const draw = () => {
  const { thing, copy, at, wall } = moved;
  copy.hidden = at === null;
  copy.querySelector("time").textContent = clock(wall);
  const along = thing.closest(".hours");
  if (along) {
    const slot = Math.floor((at - Date.parse(along.dataset.begins)) / (5 * MINUTE));
    copy.dataset.slot = slot;
    if (slot >= 0 && slot < 300) thing.closest(".lane").append(copy);
    else copy.remove();
    return;
  }
  const track = document.querySelector(`[data-day="${dayOf(wall)}"]`);
  const minutes = Math.floor(wall / MINUTE) % 1440;
  copy.dataset.slot = Math.min(Math.floor(minutes / 15), 92);
  copy.dataset.span = minutes < 300 ? 8 : 4;
  if (track) track.append(copy);
  else copy.remove();
};

const clear = () => {
  const { thing, copy } = moved;
  thing.classList.remove("event--ghost");
  copy.remove();
  bar().hidden = true;
  moved = null;
  return thing;
};

export const leave = () => {
  const thing = clear();
  if (thing.id) stand(thing.id);
};

export const put = async () => {
  const { at, from: was } = moved;
  if (at === null || at <= now()) return;
  const thing = clear();
  stand(thing.id);
  if (at === was) return;
  const { move, field, was: window_ } = thing.dataset;
  const body = new FormData(document.getElementById("moves"));
  const zone = field === "due_at" ? shown().mine : shown().zone;
  const [hour, which] = typed(at, zone);
  body.set("zone", zone);
  body.set(field, hour);
  body.set(`${field}_which`, which);
  if (window_) body.set("was", window_);
  thing.setAttribute("aria-busy", "true");
  try {
    const page = await send(move, body);
    if (page) refuse(`It stays where it was. ${reasons(page)}`);
  } catch (fault) {
    const isCutOff = fault instanceof TypeError; // So `fetch` says that nobody answered.
    refuse(`It ${isCutOff ? "could not be sent" : "was not taken"}, and stays where it was. ${isCutOff ? "Move it again once the line is back" : "Load the page anew to see how it stands"}.`);
  }
  thing.removeAttribute("aria-busy");
};
