// The time machine: links and questions on the framed page move the machine, keys step through what changes, and what
// is other than now is marked. The page itself runs no script: this one listens to it from outside.
const bar = document.getElementById("timebar");
const frame = document.getElementById("then");
const isTyping = (target) => target.closest?.("input, textarea, select");
const look = document.getElementById("look");
const door = frame.getAttribute("src").match(/^.*?\/time-machine\/[^/]+/)[0];

// The page of the paper at an address: links name it from the root, or from within the look.
const pageOf = ({ pathname, search }) => (pathname.startsWith(`${door}/`) ? pathname.slice(door.length) : pathname) + search;

function go(page) {
  const asked = new URLSearchParams(window.location.search);
  asked.set("path", page);
  window.location.assign(`?${asked}`);
}

function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const to = new URL(link.href);
  if (to.origin === window.location.origin && to.hash && pageOf(to) === pageOf(frame.contentWindow.location)) return;
  event.preventDefault();
  if (to.origin === window.location.origin) go(pageOf(to));
  else window.open(to, "_blank", "noopener");
}

function ask(event) {
  event.preventDefault();
  const to = new URL(event.target.action);
  to.search = new URLSearchParams(new FormData(event.target, event.submitter));
  go(pageOf(to));
}

function mark(page) {
  const sheet = page.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = bar.dataset.marks;
  page.head?.append(sheet);
  for (const { dataset } of bar.querySelectorAll("[data-path]")) {
    for (const link of page.querySelectorAll(`a[href="${CSS.escape(dataset.path)}"]`)) {
      (link.closest("article, li") ?? link).dataset.then = dataset.flag;
    }
  }
}

function step(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key !== "Escape" && document.body.dataset.letterKeys === "off") return;
  const way = bar.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!way) return;
  event.preventDefault();
  way.click();
}

// A picture that comes with what is not out yet is fetched through the look.
function fetchPictures(page) {
  for (const picture of page.querySelectorAll('img[src^="/adverts/"]')) picture.src = door + picture.getAttribute("src");
}

function attend() {
  const page = frame.contentDocument;
  if (!page || page.URL === "about:blank" || page.documentElement.dataset.attended) return;
  page.documentElement.dataset.attended = "";
  page.addEventListener("click", follow);
  page.addEventListener("submit", ask);
  page.addEventListener("keydown", step);
  look.elements.path.value = pageOf(frame.contentWindow.location);
  mark(page);
  fetchPictures(page);
}

const toggle = bar.querySelector("[data-toggle]");
if (toggle) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    const isOn = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", isOn);
    frame.contentDocument.documentElement.toggleAttribute("data-unmarked", !isOn);
  });
}
document.addEventListener("keydown", step);
frame.addEventListener("load", attend);
if (frame.contentDocument?.readyState === "complete") attend();
