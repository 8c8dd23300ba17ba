// The bar's clock ticks, in the paper's zone and in mine, and the red tick of the day moves along.
const minutes = (clock) => {
  const [hour, minute] = clock.split(":").map(Number);
  return hour * 60 + minute;
};
const clocks = [...document.querySelectorAll("#clock time")].map((shown) => {
  const digits = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: shown.dataset.zone };
  if ("seconds" in shown.dataset) digits.second = "2-digit";
  const said = new Intl.DateTimeFormat("en-GB", digits);
  // A browser may have other rules for a zone than the paper, and be an hour away from it.
  const apart = minutes(shown.textContent) - minutes(said.format(Date.parse(shown.dateTime)));
  return { shown, said, apart };
});
const tick = document.querySelector(".deskbar__day i");

const show = () => {
  const now = new Date();
  for (const { shown, said, apart } of clocks) {
    const words = said.format(now.getTime() + apart * 60_000);
    if (shown.textContent !== words) shown.textContent = words;
    shown.dateTime = now.toISOString();
  }
  tick.dataset.slot = Math.floor(minutes(clocks[0].shown.textContent) / 5);
};

if (clocks.length && tick) {
  show();
  setInterval(show, 1000);
}
