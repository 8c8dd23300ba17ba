// Pictures in the text: each shows its print, says what may be said against it, and takes its words for this use.
// Caption and credit that are left empty are those of the picture; whole is one that is described, or marked as decorative.
import { pm } from "django-prose-editor/editor";
import { Box } from "./box.js";
import { bring } from "./bringing.js";
import { choosePictures } from "./chooser.js";
import { pictureOf } from "./library.js";
import { make } from "./make.js";
import { moveNode } from "./paragraphs.js";
import { asNode, line } from "./picture-nodes.js";

const WORDS = { "data-caption": "Caption", "data-alt": "In words", "data-credit": "Credit" };
const MISSING = "Describe the picture for someone who cannot see it, or mark it as decorative.";
let dragged = null;

document.addEventListener("desk:pictures", () => document.querySelectorAll('[data-box="picture"]').forEach(({ box }) => box.draw(box.number)));

export class PictureBox extends Box {
  tools() {
    const size = make("button", { type: "button", class: "linkish", "aria-pressed": "false", onclick: () => this.say("data-size", this.node.attrs["data-size"] ? "" : "wide") }, "Wide");
    this.size = size;
    this.crop = make("a", { class: "linkish", target: "_blank", hidden: true }, "Crop");
    const swap = this.press("Swap", () => this.swap(), "Take another picture");
    this.steps = [-1, 1].map((by) => make("button", { type: "button", class: "linkish", onclick: () => this.move(by) }));
    return [swap, size, this.crop, ...this.steps, this.press("Take out", () => this.takeOut(), "Take the picture out")];
  }

  fields() {
    this.image = make("img", { alt: "", hidden: true, draggable: "false" });
    this.print = make("div", { class: "node__print", contenteditable: "false", draggable: "true" }, this.image);
    const rows = Object.entries(WORDS).flatMap(([name, label]) => {
      const input = this.input(name);
      const said = make("label", { for: input.id }, label);
      return [said, name === "data-alt" ? this.described(input) : input];
    });
    this.against = make("p", { class: "field__error node__against", hidden: true });
    this.words = make("div", { class: "node__fields", contenteditable: "false", lang: "en", dir: "ltr" }, ...rows, this.against);
    this.words.addEventListener("keydown", (event) => this.onKey(event));
    this.wireDrag();
    return [this.print, this.words];
  }

  // The description, what is wrong without one, and the way out of it.
  described(input) {
    const id = `${input.id}-wrong`;
    this.wrong = make("p", { class: "field__error", id }, MISSING);
    input.setAttribute("aria-describedby", id);
    this.decoration = make("input", { type: "checkbox", onchange: () => this.say("data-decorative", this.decoration.checked ? "yes" : "") });
    this.decoration.disabled = !this.editor.isEditable;
    this.describedRoom = make("div", {}, input, make("label", { class: "check" }, this.decoration, "Decorative: it shows nothing that the text does not say"), this.wrong);
    return this.describedRoom;
  }

  get isHeld() {
    return this.editor.state.doc.resolve(this.getPos()).parent.type.name === "gallery";
  }

  async shown(node) {
    const { "data-picture": number, "data-decorative": decorative, "data-alt": alt, "data-size": size } = node.attrs;
    const isBare = !decorative && !alt;
    this.decoration.checked = Boolean(decorative);
    this.inputs["data-alt"].hidden = Boolean(decorative);
    this.inputs["data-alt"].setAttribute("aria-invalid", String(isBare));
    this.describedRoom.classList.toggle("wrong", isBare);
    this.wrong.hidden = !isBare;
    this.size.setAttribute("aria-pressed", String(Boolean(size)));
    this.place();
    if (number !== this.number) {
      this.number = number;
      await this.draw(number);
    }
  }

  // How it stands: in a gallery, or on its own.
  place() {
    const isHeld = this.isHeld;
    this.dom.classList.toggle("node--held", isHeld);
    this.size.hidden = isHeld;
    const [back, on] = isHeld ? ["Earlier", "Later"] : ["Up", "Down"];
    this.steps.forEach((step, at) => {
      step.textContent = [back, on][at];
      step.setAttribute("aria-label", `Move the picture ${step.textContent.toLowerCase()}`);
    });
    this.says.textContent = isHeld ? "" : this.node.attrs["data-size"] ? "Wider than the column" : "Full column";
    this.tell();
  }

  async draw(number) {
    const picture = await pictureOf(number).catch(() => undefined);
    if (number !== this.number) return;
    this.picture = picture;
    if (!picture) {
      this.image.hidden = true;
      this.against.textContent = picture === null ? `There is no picture ${number} in the library.` : "The library could not be asked for this picture. It stays in the text.";
      this.against.hidden = false;
      return;
    }
    Object.assign(this.image, { src: picture.whole.url, width: picture.whole.width, height: picture.whole.height, hidden: false });
    this.dom.setAttribute("aria-label", `Picture: ${picture.title}`);
    Object.assign(this.crop, { href: picture.url, hidden: false });
    this.crop.setAttribute("aria-label", `Crop “${picture.title}” in the library, in a new tab`);
    for (const [name, said] of [["data-caption", picture.caption], ["data-alt", picture.alt], ["data-credit", picture.credit]]) {
      this.inputs[name].placeholder = line(said);
    }
    this.tell();
  }

  tell() {
    if (!this.picture) return;
    const { isHeld, picture } = this;
    const uncredited = this.node.attrs["data-credit"] ? [] : picture.uncredited;
    const reasons = [...picture.against[isHeld ? "gallery" : "body"], ...uncredited];
    this.against.textContent = reasons.length ? `It may not be used. ${reasons.join(" ")}` : "";
    this.against.hidden = !reasons.length;
  }

  swap() {
    choosePictures({
      title: "Take another picture",
      taken: ([picture]) => {
        const { attrs } = asNode(picture);
        const kept = { ...attrs, "data-size": this.node.attrs["data-size"] };
        this.editor.view.dispatch(this.editor.state.tr.setNodeMarkup(this.getPos(), null, kept));
        this.inputs["data-caption"].focus();
      },
    });
  }

  // One place back or on, with the focus where it was.
  move(by) {
    const { activeElement } = document;
    const held = [...this.dom.querySelectorAll("button, textarea, input, a")].indexOf(activeElement);
    const at = moveNode(this.editor, by, this.getPos());
    if (at === null) return;
    this.editor.view.nodeDOM(at)?.querySelectorAll("button, textarea, input, a")[held]?.focus();
  }

  onKey(event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey && by) {
      event.preventDefault();
      this.move(by);
    }
    if (event.key === "Enter") event.preventDefault(); // Captions have one paragraph.
  }

  takeOut() {
    const at = this.getPos();
    const { doc, tr } = this.editor.state;
    const $at = doc.resolve(at);
    // A gallery without pictures is none.
    if (this.isHeld && $at.parent.childCount === 1) tr.delete($at.before(), $at.after());
    else tr.delete(at, at + this.node.nodeSize);
    this.editor.view.dispatch(tr);
    this.editor.commands.focus();
  }

  // Within a gallery a picture is dragged by its print to the place of another.
  wireDrag() {
    this.print.addEventListener("dragstart", (event) => {
      if (!this.isHeld || !this.editor.isEditable) return event.preventDefault();
      dragged = this;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("application/x-picture", this.number);
    });
    this.print.addEventListener("dragend", () => { dragged = null; });
    this.print.addEventListener("dragover", (event) => this.takes() && event.preventDefault());
    this.print.addEventListener("drop", (event) => {
      if (!this.takes()) return;
      event.preventDefault();
      event.stopPropagation();
      const { node } = dragged;
      const [from, to] = [dragged.getPos(), this.getPos()];
      this.editor.view.dispatch(this.editor.state.tr.delete(from, from + node.nodeSize).insert(to, node));
    });
  }

  takes() {
    if (!dragged || dragged === this || !this.isHeld) return false;
    const { doc } = this.editor.state;
    return doc.resolve(dragged.getPos()).parent === doc.resolve(this.getPos()).parent;
  }
}

export class GalleryBox extends Box {
  constructor(...where) {
    super(...where);
    this.contentDOM.before(this.dom.lastElementChild); // Its title stands over its pictures.
  }

  tools() {
    const add = this.press("Add pictures", () => this.add(), "Add pictures to the gallery");
    return [add, ...super.tools()];
  }

  shown(node) {
    const { childCount } = node;
    this.says.textContent = childCount === 1 ? "One picture" : `${childCount} pictures`;
  }

  // Behind the last of its pictures.
  get end() {
    return this.getPos() + this.node.nodeSize - 1;
  }

  add() {
    choosePictures({
      title: "Add pictures to the gallery",
      several: true,
      taken: (pictures) => {
        const at = this.end;
        const nodes = pictures.map((picture) => this.editor.schema.nodeFromJSON(asNode(picture)));
        this.editor.view.dispatch(this.editor.state.tr.insert(at, pm.model.Fragment.from(nodes)));
        this.editor.view.nodeDOM(at)?.querySelector("textarea")?.focus();
      },
    });
  }

  bring(files) {
    bring(this.editor, files, this.end, (pictures) => pictures.map(asNode));
  }
}
