// While somebody types an hour, what it is: in the paper's zone, in mine, how long it is until then.
import { countdown, short } from "./words.js";
import { momentsOf } from "./walls.js";

const city = (zone) => zone.split("/").pop().replaceAll("_", " ");

const say = (form) => {
  const told = form.querySelector("[data-resolves]");
  const typed = form.elements.at.value;
  const zone = form.elements.zone.value;
  const wall = Date.parse(`${typed}Z`);
  if (Number.isNaN(wall)) return;
  const found = momentsOf(wall, zone);
  told.className = `resolved${found.length === 1 ? "" : found.length ? " resolved--asked" : " resolved--refused"}`;
  if (!found.length) {
    told.textContent = `There is no ${typed.slice(11, 16)} in ${city(zone)} that night: the clocks go forward over it.`;
    return;
  }
  const now = Date.now();
  const rest = [...form.elements.zone.options].filter((option) => option.value !== zone);
  const others = rest.map((option) => `${short(found[0], option.value, now)} ${city(option.value)}`);
  const left = countdown(found[0], now);
  const first = Object.assign(document.createElement("b"), { textContent: `${short(found[0], zone, now)} ${city(zone)}` });
  const more = [...others, left ? `in ${left}` : "which has passed"].join(", ");
  told.replaceChildren(first, `, ${more}${found.length > 1 ? ". It comes twice that night: you will be asked which" : ""}`);
};

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("#slot-form");
  if (form && ["at", "zone"].includes(event.target.name)) say(form);
});
