// What time it is where a story comes from. The page already says how far the clocks there are from UTC; here they run.

const inZone = (zone) =>
  new Intl.DateTimeFormat("en-GB", { weekday: "long", hour: "2-digit", minute: "2-digit", timeZone: zone });

const words = (zone, clocks) => `${inZone(zone).format().replace(",", "")} there now, ${clocks}`;

// A zone that this browser does not know keeps what the page said.
const known = (zone) => {
  try {
    return Boolean(inZone(zone));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

function run() {
  for (const place of running) place.textContent = words(place.dataset.zone, place.dataset.clocks);
  setTimeout(run, 60_000 - (Date.now() % 60_000));
}

const running = [...document.querySelectorAll("[data-zone]")].filter((place) => known(place.dataset.zone));
if (running.length) run();

const over = document.querySelector("[data-hover-zone]");
if (over && known(over.dataset.hoverZone)) {
  for (const place of [over, document.querySelector(".prose .dateline")].filter(Boolean)) {
    const tell = () => (place.title = words(over.dataset.hoverZone, over.dataset.clocks));
    place.addEventListener("pointerenter", tell);
    place.addEventListener("focusin", tell);
  }
}
