// The previews: which screens are shown, in what light, as large as there is room, and printed as readers would.
const frames = [...document.querySelectorAll(".glass iframe")];
const press = (group, chosen) => group.forEach((button) => button.setAttribute("aria-pressed", button === chosen));
let light = "";

// A frame is as wide as its screen and drawn as small as its place.
function fit(frame) {
  const scale = Math.min(1, frame.parentElement.clientWidth / frame.width);
  frame.style.setProperty("--scale", scale);
}

function enlighten(frame) {
  const root = frame.contentDocument?.documentElement;
  if (!root) return;
  if (light) root.dataset.theme = light;
  else delete root.dataset.theme;
}

function show(size) {
  for (const frame of frames) {
    const glass = frame.parentElement;
    const isWanted = size ? glass.classList.contains(`glass--${size}`) : !glass.classList.contains("glass--tablet");
    glass.hidden = !isWanted;
    if (isWanted && frame.dataset.src) {
      frame.src = frame.dataset.src;
      delete frame.dataset.src;
    }
  }
  frames.forEach(fit);
}

for (const name of ["sizes", "lights"]) {
  const group = document.querySelector(`[data-${name}]`);
  const buttons = [...group.querySelectorAll("button")];
  group.hidden = false;
  group.addEventListener("click", ({ target }) => {
    if (!buttons.includes(target)) return;
    press(buttons, target);
    if (name === "sizes") return show(target.dataset.size);
    light = target.dataset.light;
    document.querySelectorAll("iframe").forEach(enlighten);
  });
}

const print = document.querySelector("[data-print]");
print.hidden = false;
print.addEventListener("click", () => frames.find((frame) => !frame.parentElement.hidden).contentWindow.print());

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard?.writeText(field.value);
    button.textContent = "Copied";
  });
}

for (const frame of document.querySelectorAll("iframe")) frame.addEventListener("load", () => enlighten(frame));
addEventListener("resize", () => frames.forEach(fit));
show("");
