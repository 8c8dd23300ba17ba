// The line of now moves, what is coming comes nearer, and what others moved shows up.
import { isMoving } from "./moving.js";
import { now, shown, take } from "./page.js";
import { clock, countdown } from "./words.js";
import { dayOf, MINUTE, wallOf } from "./walls.js";

const OFTEN = 5_000;
const ANEW = 60_000;
let asked = Date.now();
let next = 0;

const isBusy = () => isMoving() || document.querySelector("dialog[open], :popover-open, #schedule [aria-busy]");

const refresh = async () => {
  if (document.hidden || isBusy()) return;
  asked = Date.now();
  const answer = await fetch(`${shown().parts}${window.location.search}`, { credentials: "same-origin" });
  if (answer.ok && !answer.redirected && !isBusy()) take(await answer.text());
};

const soonest = () => {
  const coming = [...document.querySelectorAll("[data-until]")].map((one) => Date.parse(one.dataset.until));
  next = Math.min(...coming.filter((moment) => moment > now()), Infinity);
};

const tick = () => {
  const moment = now();
  const wall = wallOf(moment, shown().zone);
  const minutes = Math.floor(wall / MINUTE) % 1440;
  const slot = Math.floor(minutes / 15);
  document.querySelectorAll(".day__now, .day__past, .week__rail .now").forEach((one) => { one.dataset.slot = slot; });
  const rail = document.querySelector(".week__rail .now");
  if (rail) rail.textContent = clock(wall);
  document.querySelectorAll(".week__rail li:not(.now)").forEach((one) => {
    one.hidden = rail !== null && Math.abs(Number(one.dataset.slot) - slot) < 3;
  });
  const line = document.querySelector(".hours__line");
  if (line) line.dataset.slot = Math.floor((moment - Date.parse(document.querySelector(".hours").dataset.begins)) / (5 * MINUTE));
  document.querySelectorAll("[data-until]").forEach((one) => {
    const left = countdown(Date.parse(one.dataset.until), moment);
    one.textContent = "in" in one.dataset && left !== "now" ? `in ${left}` : left;
  });
  const today = document.querySelector(".day--today .day__track");
  const isNextDay = today && today.dataset.day !== dayOf(wall);
  if (moment >= next || isNextDay || Date.now() - asked > ANEW) {
    next = Infinity;
    refresh().catch(() => {}).finally(soonest);
  }
};

document.addEventListener("visibilitychange", () => refresh().catch(() => {}));
window.addEventListener("focus", () => Date.now() - asked > OFTEN && refresh().catch(() => {}));
document.addEventListener("schedule:taken", () => {
  soonest();
  tick();
});
soonest();
tick();
setInterval(tick, OFTEN);
