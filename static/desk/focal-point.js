// The point that matters is set by a click or by arrow keys, a crop by arrow keys and + and −; all crops show it at once.
// The figures beside them are what is sent.
const form = document.getElementById("laying");
const whole = document.getElementById("point");
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LARGE = 5; // Per cent with Shift, where one goes without it.
const NEARER = { "+": 10, "=": 10, "-": -10 };

const within = (value, least, most) => Math.min(Math.max(value, least), most);
const field = (name) => form.elements[name];
const read = (name, otherwise) => (field(name).value === "" ? otherwise : Number(field(name).value));
const write = (name, value) => { field(name).value = Math.round(value * 10) / 10; };

// The same sum as `shapes.box_around`.
const boxAround = (across, down, x, y, zoom) => {
  const [width, height] = [Number(form.dataset.width), Number(form.dataset.height)];
  const part = (Math.min(width / across, height / down) * 100) / Math.max(zoom, 100);
  const [wide, high] = [part * across, part * down];
  return {
    left: within((width * x) / 100 - wide / 2, 0, width - wide),
    top: within((height * y) / 100 - high / 2, 0, height - high),
    wide,
    high,
    width,
    height,
  };
};

const show = (view) => {
  const { view: name, across, down } = view.dataset;
  const own = field(`${name}_own`).checked;
  if (!own) {
    write(`${name}_x`, read("point_x", 50));
    write(`${name}_y`, read("point_y", 50));
    field(`${name}_zoom`).value = 100;
  }
  const box = boxAround(Number(across), Number(down), read(`${name}_x`, 50), read(`${name}_y`, 50), read(`${name}_zoom`, 100));
  const print = view.querySelector(".view__print");
  const image = print.querySelector("img");
  print.classList.add("view__print--live");
  print.style.aspectRatio = `${across} / ${down}`;
  image.src = whole.querySelector("img").src;
  image.style.inlineSize = `${(box.width / box.wide) * 100}%`;
  image.style.left = `${(-box.left / box.wide) * 100}%`;
  image.style.top = `${(-box.top / box.high) * 100}%`;
  view.querySelector("summary").textContent = own ? "Laid by hand" : "Follows the point";
};

const isOpen = () => form && whole && !form.querySelector("fieldset[disabled]");

if (isOpen()) {
  const views = [...form.querySelectorAll(".view")];
  const mark = document.createElement("span");
  mark.className = "laying__mark";
  whole.append(mark);
  form.querySelector(".laying__how").hidden = false;

  const place = () => {
    mark.style.left = `${read("point_x", 50)}%`;
    mark.style.top = `${read("point_y", 50)}%`;
  };
  const showAll = () => {
    place();
    views.forEach(show);
  };
  const move = (prefix, [right, down], far) => {
    write(`${prefix}_x`, within(read(`${prefix}_x`, 50) + right * far, 0, 100));
    write(`${prefix}_y`, within(read(`${prefix}_y`, 50) + down * far, 0, 100));
  };
  const reachable = (element, label) => {
    element.tabIndex = 0;
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", label);
  };

  reachable(whole, "The picture: arrow keys move the point that matters");
  whole.addEventListener("click", (event) => {
    const { left, top, width, height } = whole.getBoundingClientRect();
    write("point_x", within(((event.clientX - left) / width) * 100, 0, 100));
    write("point_y", within(((event.clientY - top) / height) * 100, 0, 100));
    showAll();
  });
  whole.addEventListener("keydown", (event) => {
    if (!STEPS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move("point", STEPS[event.key], event.shiftKey ? LARGE : 1);
    showAll();
  });
  for (const view of views) {
    const print = view.querySelector(".view__print");
    const name = view.dataset.view;
    reachable(print, `${view.querySelector("legend").textContent}: arrow keys move this crop, plus and minus bring it nearer`);
    print.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !(STEPS[event.key] || NEARER[event.key])) return;
      event.preventDefault();
      field(`${name}_own`).checked = true;
      if (STEPS[event.key]) move(name, STEPS[event.key], event.shiftKey ? LARGE : 1);
      else field(`${name}_zoom`).value = within(read(`${name}_zoom`, 100) + NEARER[event.key], 100, 400);
      show(view);
    });
  }
  form.addEventListener("input", showAll);
  place();
}
