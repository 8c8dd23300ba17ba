// J and K walk along the stories or pictures of a page, X chooses one; coming back to a page, one stands where one left it.
const LINKS = ".line__head a, .headline a, .budget .slug a";
const PLACE = `place ${window.location.pathname}${window.location.search}`;

const isTyping = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable='true']");
const links = () => [...document.querySelectorAll(LINKS)];
const rowOf = (element) => element?.closest("tr, .line, .shot, .arrived");

const walk = (step) => {
  const all = links();
  if (!all.length) return;
  const here = all.findIndex((link) => rowOf(link).contains(document.activeElement));
  const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
};

document.addEventListener("keydown", (event) => {
  const off = document.body.dataset.letterKeys === "off";
  if (off || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "j") walk(1);
  if (event.key === "k") walk(-1);
  if (event.key === "x") rowOf(document.activeElement)?.querySelector("input[type=checkbox]")?.click();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(LINKS);
  if (link) sessionStorage.setItem(PLACE, JSON.stringify({ url: link.getAttribute("href"), y: window.scrollY }));
});

const left = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
if (left) {
  sessionStorage.removeItem(PLACE);
  const link = links().find((one) => one.getAttribute("href") === left.url);
  if (link) {
    window.scrollTo({ top: left.y, behavior: "instant" });
    link.focus({ preventScroll: true });
  }
}
