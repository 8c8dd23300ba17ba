// Clocks on walls: what those of a zone show at a moment, and the moments at which they show an hour.
// Moments are milliseconds since 1970; what a wall shows is told in the same measure, as if it were UTC.
export const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;
const readers = new Map();
const read = new Map();

// How clocks go by the paper's rules, where the page tells them: a browser may have older ones, or newer.
const told = (moment, zone) => {
  for (const { dataset: { clocks } } of document.querySelectorAll("[data-clocks]")) {
    if (!read.has(clocks)) read.set(clocks, JSON.parse(clocks));
    const { until, rules } = read.get(clocks);
    const rule = moment < until && rules[zone]?.findLast(([from]) => from <= moment);
    if (rule) return rule[1];
  }
  return null;
};

const reader = (zone) => {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" };
  if (!readers.has(zone)) readers.set(zone, new Intl.DateTimeFormat("en-GB", { ...parts, hourCycle: "h23", timeZone: zone }));
  return readers.get(zone);
};

export const wallOf = (moment, zone) => {
  const away = told(moment, zone);
  if (away !== null) return moment + away;
  const said = Object.fromEntries(reader(zone).formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const whole = Date.UTC(said.year, said.month - 1, said.day, said.hour, said.minute, said.second);
  return whole + (((moment % 1000) + 1000) % 1000);
};

// Once; never, if the clocks skip it in spring; twice, if they go back over it.
export const momentsOf = (wall, zone) => {
  const meant = [-DAY, DAY].map((away) => wall - (wallOf(wall + away, zone) - (wall + away)));
  return [...new Set(meant)].filter((moment) => wallOf(moment, zone) === wall).sort((one, other) => one - other);
};

// As the desk's forms send an hour: the wall, and which of two is meant.
export const typed = (moment, zone) => {
  const wall = wallOf(moment, zone);
  return [new Date(wall).toISOString().slice(0, -1), String(momentsOf(wall, zone).indexOf(moment))];
};

export const dayOf = (wall) => new Date(wall).toISOString().slice(0, 10);
