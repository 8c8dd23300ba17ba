// The picture at the story's head: chosen from the library or brought from this device, in its lead crop, with its words
// for this use. The fields underneath are what is sent.
import { choosePictures } from "./chooser.js";
import { pictureOf, remember, takeInAll } from "./library.js";
import { offer } from "./offers.js";
import { line } from "./picture-nodes.js";

const WORDS = ["caption", "alt", "credit"];

class Lead {
  constructor(room) {
    this.room = room;
    const field = (name) => document.getElementById(`id_lead_picture${name}`);
    this.number = field("");
    this.words = Object.fromEntries(WORDS.map((name) => [name, field(`_${name}`)]));
    this.decoration = field("_decorative");
    this.image = room.querySelector(".lead__print img");
    this.file = room.querySelector("[type=file]");
    const told = document.getElementById("lead-told");
    if (told) remember(JSON.parse(told.textContent));
    room.querySelectorAll("[data-plain]").forEach((piece) => { piece.hidden = true; });
    room.addEventListener("click", ({ target }) => this.act(target.dataset.act));
    this.file.addEventListener("change", () => this.bring([...this.file.files]));
    this.number.addEventListener("change", () => this.draw());
    for (const input of [...Object.values(this.words), this.decoration]) {
      for (const kind of ["input", "change"]) input.addEventListener(kind, () => this.judge());
    }
    this.words.credit.addEventListener("input", () => this.picture && this.weigh());
    Object.values(this.words).forEach((input) => input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault()));
    // Somebody else chose another, or wrote under it.
    this.number.form.addEventListener("desk:lead_picture", (event) => {
      event.preventDefault();
      this.fill(event.detail);
      this.draw();
    });
    document.addEventListener("desk:pictures", () => this.draw());
    this.wireDrop();
    this.draw();
  }

  act(name) {
    if (name === "choose") choosePictures({ title: this.number.value ? "Take another lead picture" : "Choose the lead picture", taken: ([picture]) => this.set(picture) });
    if (name === "bring") this.file.click();
    if (name === "take-out") {
      const before = this.said();
      this.write({ picture: "" });
      this.room.querySelector("[data-add] button").focus();
      offer("The lead picture was taken out.", { "Take it back": () => this.write(before) });
    }
  }

  // Another picture has other words: its description is where the editor begins.
  set(picture) {
    this.write({ picture: String(picture.number), alt: line(picture.alt) });
    this.words.caption.focus();
  }

  said() {
    return {
      picture: this.number.value,
      ...Object.fromEntries(WORDS.map((name) => [name, this.words[name].value])),
      is_decorative: this.decoration.checked,
    };
  }

  fill(lead) {
    this.number.value = lead.picture ?? "";
    for (const name of WORDS) this.words[name].value = lead[name] ?? "";
    this.decoration.checked = Boolean(lead.is_decorative);
  }

  write(lead) {
    this.fill(lead);
    this.number.dispatchEvent(new Event("input", { bubbles: true }));
    this.draw();
  }

  // What stands there by now: nothing, a picture of the library, or one from before there was a library.
  async draw() {
    const number = this.number.value;
    const isSet = Boolean(number);
    this.show("[data-set]", isSet);
    this.show("[data-scripted]", isSet);
    this.show("[data-add]", !isSet);
    this.judge();
    if (!isSet) return;
    const isElsewhere = number.includes("/");
    const picture = isElsewhere ? null : await pictureOf(number).catch(() => undefined);
    if (number !== this.number.value) return;
    const print = picture ? picture.lead : isElsewhere ? { url: number } : null;
    if (print && this.image.getAttribute("src") !== print.url) Object.assign(this.image, { src: print.url, width: print.width ?? 1600, height: print.height ?? 900 });
    this.show(".lead__print", Boolean(print));
    this.room.querySelector("[data-title]").textContent = picture?.title ?? "";
    const crop = this.room.querySelector("[data-crop]");
    crop.hidden = !picture;
    if (picture) {
      crop.href = picture.url;
      crop.setAttribute("aria-label", `Crop “${picture.title}” in the library, in a new tab`);
    }
    for (const name of WORDS) this.words[name].placeholder = line(picture?.[name]);
    this.picture = picture;
    if (picture || isElsewhere) this.weigh();
    else this.tell(picture === null ? `There is no picture ${number} in the library.` : "The library could not be asked for this picture. It stays with the story.");
  }

  // Why it may not stand here. A credit for this use is as good as one of its own.
  weigh() {
    const { against, uncredited } = this.picture ?? { against: { lead: [] }, uncredited: [] };
    const reasons = [...against.lead, ...(this.words.credit.value.trim() ? [] : uncredited)];
    this.tell(reasons.length ? `It may not be used. ${reasons.join(" ")}` : "");
  }

  // Whether who cannot see it is told of it.
  judge() {
    const isBare = Boolean(this.number.value) && !this.words.alt.value.trim() && !this.decoration.checked;
    this.words.alt.hidden = this.decoration.checked;
    this.words.alt.setAttribute("aria-invalid", String(isBare));
    this.room.querySelector(".lead__words").classList.toggle("wrong", isBare);
    this.show("#lead-wrong", isBare);
  }

  tell(words) {
    const place = this.room.querySelector("[data-against]");
    place.textContent = words;
    place.hidden = !words;
  }

  show(piece, isShown) {
    this.room.querySelector(piece).hidden = !isShown;
  }

  async bring(files) {
    const [first] = files;
    if (!first) return;
    this.file.value = "";
    const place = this.room.querySelector("[data-waiting]");
    place.hidden = false;
    place.querySelector("span").textContent = `${first.name || "A picture"} is on its way…`;
    const [picture] = await takeInAll([first], {
      progress: (part) => { place.querySelector("progress").value = part; },
      say: (words) => offer(words, {}),
    });
    place.hidden = true;
    if (picture) this.set(picture);
  }

  wireDrop() {
    const isOver = (on) => this.room.classList.toggle("lead--over", on);
    const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
    this.room.addEventListener("dragover", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      isOver(true);
    });
    this.room.addEventListener("dragleave", () => isOver(false));
    this.room.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      isOver(false);
      this.bring([...event.dataTransfer.files]);
    });
  }
}

export const leadPicture = () => {
  const room = document.getElementById("lead-picture");
  return room && new Lead(room);
};
