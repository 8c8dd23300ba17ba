// Choosing pictures: a dialog with what the library has, found by words, walked along with the arrows. Others can be
// sent in from it. It leaves everything as it was until one is taken.
import { lookFor, takeInAll } from "./library.js";
import { make } from "./make.js";

const PAUSE = 200; // milliseconds
export const KINDS = "image/jpeg,image/png,image/webp,image/avif,image/gif";

const shot = (picture) =>
  make(
    "li",
    { role: "option", class: "shot shot--option", tabindex: "-1", "aria-selected": "false", "data-number": picture.number },
    make("span", { class: "shot__print" }, make("img", { src: picture.thumb.url, width: picture.thumb.width, height: picture.thumb.height, alt: "", loading: "lazy" })),
    make("b", { class: "headline", dir: "auto" }, picture.title),
    make("span", { class: "shot__credit", dir: "auto" }, picture.credit),
    make("span", { class: "shot__marks" }, make("span", { class: `mark mark--${picture.sign}` }, picture.rights)),
  );

class Chooser {
  // `several`: more than one may be taken. `taken` hears of them.
  constructor({ title, several, taken }) {
    Object.assign(this, { several, taken, chosen: new Map(), known: new Map(), turn: 0 });
    this.words = make("input", { class: "input", type: "search", id: "chooser-words", autocomplete: "off", placeholder: "Words, people, places, credits", oninput: () => this.soon() });
    this.list = make("ul", { class: "shots", role: "listbox", "aria-label": "Pictures", "aria-multiselectable": String(several) });
    this.said = make("p", { class: "chooser__said", role: "status" });
    this.file = make("input", { type: "file", hidden: true, accept: KINDS, multiple: several, onchange: () => this.send([...this.file.files]) });
    this.more = make("button", { type: "button", class: "button button--quiet", hidden: true, onclick: () => this.look(this.next) }, "Older");
    this.take = make("button", { type: "button", class: "button button--primary", "aria-disabled": "true", onclick: () => this.done() }, "Put it in");
    this.dialog = make(
      "dialog",
      { class: "dialog chooser", "aria-labelledby": "chooser-title" },
      make("div", { class: "dialog__head" }, make("h2", { id: "chooser-title" }, title)),
      make(
        "div",
        { class: "chooser__asked" },
        make("p", { class: "field" }, make("label", { for: "chooser-words" }, "Find"), this.words),
        make("button", { type: "button", class: "button", onclick: () => this.file.click() }, "From this device…"),
        this.file,
      ),
      make("div", { class: "chooser__room" }, this.said, this.list, this.more),
      make("div", { class: "dialog__foot" }, make("p", {}, several ? "Space chooses, Enter puts in what is chosen." : "Enter puts it in."), this.take, make("button", { type: "button", class: "button button--quiet", onclick: () => this.dialog.close() }, "Not now")),
    );
    this.list.addEventListener("click", ({ target }) => this.pick(target.closest("[role=option]")));
    this.list.addEventListener("dblclick", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option && !this.chosen.has(option.dataset.number)) this.pick(option);
      this.done();
    });
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    this.words.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "Enter") return;
      event.preventDefault();
      this.list.firstElementChild?.focus();
    });
    this.dialog.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.send([...event.dataTransfer.files].slice(0, several ? undefined : 1));
    });
    this.dialog.addEventListener("close", () => this.dialog.remove());
  }

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.words.focus();
    this.look();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  async look(page = 1) {
    const turn = (this.turn += 1);
    const words = this.words.value.trim();
    this.list.setAttribute("aria-busy", "true");
    const answer = await lookFor(words, page).catch(() => null);
    if (turn !== this.turn) return;
    this.list.removeAttribute("aria-busy");
    if (!answer) return this.say("The library could not be asked. Try once more in a moment.");
    const shots = this.shots(answer.found);
    if (page === 1) this.list.replaceChildren(...shots);
    else this.list.append(...shots);
    this.next = answer.more;
    this.more.hidden = !answer.more;
    if (page > 1) shots[0]?.focus();
    else this.reach(this.list.firstElementChild);
    const count = this.list.children.length;
    this.say(count ? `${count}${answer.more ? " and more" : ""}, the newest first` : words ? "No picture is like this." : "There are no pictures yet: bring one from this device.");
  }

  shots(pictures) {
    return pictures.map((picture) => {
      this.known.set(String(picture.number), picture);
      const one = shot(picture);
      one.setAttribute("aria-selected", String(this.chosen.has(String(picture.number))));
      return one;
    });
  }

  say(words) {
    this.said.textContent = words;
  }

  reach(option) {
    [...this.list.children].forEach((one) => { one.tabIndex = one === option ? 0 : -1; });
  }

  pick(option) {
    if (!option) return;
    const { number } = option.dataset;
    const wasChosen = this.chosen.has(number);
    if (!this.several) this.chosen.clear();
    if (this.several && wasChosen) this.chosen.delete(number);
    else this.chosen.set(number, this.known.get(number));
    [...this.list.children].forEach((one) => one.setAttribute("aria-selected", String(this.chosen.has(one.dataset.number))));
    this.take.setAttribute("aria-disabled", String(!this.chosen.size));
    this.take.textContent = this.chosen.size > 1 ? `Put ${this.chosen.size} in` : "Put it in";
    this.reach(option);
    option.focus();
  }

  onKey(event) {
    const options = [...this.list.children];
    const at = options.indexOf(document.activeElement);
    if (at < 0) return;
    const across = options.filter((one) => one.offsetTop === options[0].offsetTop).length;
    const rtl = getComputedStyle(this.list).direction === "rtl" ? -1 : 1;
    const steps = { ArrowRight: rtl, ArrowLeft: -rtl, ArrowDown: across, ArrowUp: -across, Home: -at, End: options.length - 1 - at };
    if (event.key in steps) {
      const next = options[at + steps[event.key]];
      if (next) {
        this.reach(next);
        next.focus();
      } else if (event.key === "ArrowUp") this.words.focus();
    } else if (event.key === " ") this.pick(options[at]);
    else if (event.key === "Enter") {
      if (!this.several || !this.chosen.size) this.pick(options[at]);
      this.done();
    } else return;
    event.preventDefault();
  }

  async send(files) {
    if (!files.length) return;
    this.file.value = "";
    let told = "";
    const taken = await takeInAll(files, {
      progress: (part, file) => this.say(`${file.name}: ${Math.round(part * 100)} %`),
      say: (words) => { told = words; },
    });
    if (taken.length) {
      for (const { number } of taken) {
        this.list.querySelector(`[data-number="${number}"]`)?.remove();
        this.chosen.delete(String(number));
      }
      this.list.prepend(...this.shots(taken));
      const [first, ...others] = [...this.list.children].slice(0, taken.length);
      this.pick(first);
      if (this.several) others.forEach((one) => this.pick(one));
    }
    this.say(told || (taken.length > 1 ? `${taken.length} were taken in.` : "It was taken in."));
  }

  done() {
    if (!this.chosen.size) return;
    const pictures = [...this.chosen.values()];
    this.dialog.close();
    this.taken(pictures);
  }
}

// Let somebody choose: `taken` hears of the pictures, `left` that nothing was taken.
export const choosePictures = ({ title = "Choose a picture", several = false, taken, left = () => {} }) => {
  let isTaken = false;
  const chooser = new Chooser({ title, several, taken: (pictures) => { isTaken = true; taken(pictures); } });
  chooser.dialog.addEventListener("close", () => { if (!isTaken) left(); });
  chooser.open();
};
