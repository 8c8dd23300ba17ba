// Hours as the schedule says them, in the paper's zone and in mine.
import { DAY, MINUTE, momentsOf, wallOf } from "./walls.js";

const said = (wall, parts) => new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" }).format(wall);

export const clock = (wall) => said(wall, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const hour = (moment, zone) => {
  const wall = wallOf(moment, zone);
  const twice = momentsOf(wall, zone);
  return twice.length < 2 ? clock(wall) : `${clock(wall)}, the ${twice[0] === moment ? "first" : "second"},`;
};

const day = (wall, today) => {
  const away = Math.abs(Math.floor(wall / DAY) - Math.floor(today / DAY));
  if (!away) return "";
  if (away < 7) return `${said(wall, { weekday: "short" })} `;
  const year = said(wall, { year: "numeric" }) === said(today, { year: "numeric" }) ? {} : { year: "numeric" };
  return `${said(wall, { weekday: "short", day: "numeric", month: "short", ...year })} `;
};

export const short = (moment, zone, now) => `${day(wallOf(moment, zone), wallOf(now, zone))}${hour(moment, zone)}`;

export const countdown = (moment, now) => {
  const left = Math.floor((moment - now) / MINUTE);
  if (moment <= now) return "";
  if (left < 60) return left ? `${left} min` : "now";
  return left < 72 * 60 ? `${Math.floor(left / 60)} h ${String(left % 60).padStart(2, "0")}` : `${Math.floor(left / 1440)} days`;
};

// How far the last minute of a day is from UTC. Where clocks go at midnight there may be none, and the next day says it.
const atItsEnd = (day, zone) => {
  const last = momentsOf(day + DAY - MINUTE, zone).at(-1) ?? momentsOf(day + DAY, zone)[0];
  return wallOf(last, zone) - last;
};
const changes = (wall, zone) => {
  const day = Math.floor(wall / DAY) * DAY;
  return atItsEnd(day, zone) !== atItsEnd(day - DAY, zone);
};

// “Sun 06:00 Paris”, and “05:00 for you, in 14 h 18, clocks change that night”.
export const sentence = (moment, { zone, city, other, otherWord }, now) => {
  const wall = wallOf(moment, zone);
  const there = wallOf(moment, other);
  const left = countdown(moment, now);
  const otherDay = Math.floor(there / DAY) === Math.floor(wall / DAY) ? "" : `${said(there, { weekday: "short" })} `;
  const more = [
    there === wall ? "" : `${otherDay}${clock(there)} ${otherWord}`,
    left === "now" ? "now" : left && `in ${left}`,
    changes(wall, zone) && "clocks change that night",
  ];
  return [`${short(moment, zone, now)} ${city}`, more.filter(Boolean).join(", ")];
};
