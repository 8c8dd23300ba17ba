// The bar's clock ticks, in the paper's zone and in mine, and the red tick of the day moves along.
const clocks = [...document.querySelectorAll("#clock time")].map((shown) => {
  const digits = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: shown.dataset.zone };
  if ("seconds" in shown.dataset) digits.second = "2-digit";
  return { shown, said: new Intl.DateTimeFormat("en-GB", digits) };
});
const tick = document.querySelector(".deskbar__day i");

const show = () => {
  const now = new Date();
  for (const { shown, said } of clocks) {
    const words = said.format(now);
    if (shown.textContent !== words) shown.textContent = words;
    shown.dateTime = now.toISOString();
  }
  const [hour, minute] = clocks[0].shown.textContent.split(":").map(Number);
  tick.dataset.slot = Math.floor((hour * 60 + minute) / 5);
};

if (clocks.length && tick) {
  show();
  setInterval(show, 1000);
}
