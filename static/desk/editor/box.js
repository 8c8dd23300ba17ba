// A box among the paragraphs, as it is written: a bar with its name and tools, its words, its fields.
import { make } from "./make.js";
import { moveBlock } from "./paragraphs.js";

const ONE_GO = 1_000; // milliseconds
let fieldsMade = 0;

export class Box {
  constructor({ node, editor, getPos }, box, kind) {
    Object.assign(this, { node, editor, getPos, box, inputs: {} });
    this.contentDOM = kind.content ? make(kind.tag === "table" ? "table" : "div", { class: "node__words" }) : undefined;
    this.furniture = [this.bar(), ...this.fields()];
    const [bar, ...fields] = this.furniture;
    this.dom = make("div", { class: `node ${box.css ?? ""}`, role: "group", "aria-label": box.label, "data-box": node.type.name });
    this.dom.append(...[bar, this.contentDOM, ...fields].filter(Boolean));
    this.dom.box = this; // For whoever comes from the page: a file that is dropped on it.
    this.dom.addEventListener("keydown", (event) => this.leave(event));
    this.update(node);
  }

  bar() {
    const row = make("span", { class: "button-row" }, ...this.tools());
    row.hidden = !this.editor.isEditable;
    this.says = make("span", {}, this.box.says ?? "");
    return make("div", { class: "node__bar", contenteditable: "false", lang: "en", dir: "ltr" }, make("b", {}, this.box.label), this.says, row);
  }

  // Its buttons, in their order.
  tools() {
    const name = this.box.label.toLowerCase();
    const own = Object.entries(this.box.tools ?? {}).map(([words, act]) => this.press(words, act, null));
    return [
      ...own,
      this.press("Up", (editor, at) => moveBlock(editor, -1, at), `Move the ${name} up`),
      this.press("Down", (editor, at) => moveBlock(editor, 1, at), `Move the ${name} down`),
      this.press("Take out", () => this.takeOut(), `Take the ${name} out`),
    ];
  }

  press(words, act, label) {
    return make("button", { type: "button", class: "linkish", "aria-label": label, onclick: () => act(this.editor, this.getPos()) }, words);
  }

  fields() {
    if (this.box.offers) return [this.box.offers(this)];
    if (!this.box.fields) return [];
    const rows = Object.entries(this.box.fields).flatMap(([name, label]) => {
      const input = this.input(name);
      return [make("label", { for: input.id }, label), input];
    });
    return [make("div", { class: "node__fields", contenteditable: "false", lang: "en", dir: "ltr" }, ...rows)];
  }

  // A field that writes an attribute.
  input(name) {
    const id = `box-field-${(fieldsMade += 1)}`;
    const input = make("textarea", { class: "own", id, rows: "1", dir: "auto", lang: "", oninput: () => this.say(name, input.value) });
    input.readOnly = !this.editor.isEditable;
    this.inputs[name] = input;
    return input;
  }

  // Write an attribute of the node at hand. What is typed into a field in one go is taken back in one go.
  say(name, value) {
    const { tr } = this.editor.state;
    tr.setNodeAttribute(this.getPos(), name, value.trim().replace(/\s*\n\s*/g, " ") || null);
    const { typed } = this;
    if (typed?.name === name && Date.now() - typed.at < ONE_GO) tr.setMeta("appendedTransaction", typed.tr);
    this.typed = { name, tr, at: Date.now() };
    this.editor.view.dispatch(tr);
  }

  // Esc leads from a field back into the text, behind the box.
  leave(event) {
    if (event.key !== "Escape" || event.isComposing || !event.target.matches("input, textarea")) return;
    event.preventDefault();
    this.editor.commands.focus(this.getPos() + this.node.nodeSize);
  }

  takeOut() {
    const from = this.getPos();
    this.editor.chain().deleteRange({ from, to: from + this.node.nodeSize }).focus().run();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    for (const [name, input] of Object.entries(this.inputs)) {
      if (input !== document.activeElement) input.value = node.attrs[name] ?? "";
    }
    this.shown?.(node);
    return true;
  }

  selectNode() {
    this.dom.classList.add("node--picked");
  }

  deselectNode() {
    this.dom.classList.remove("node--picked");
  }

  stopEvent(event) {
    return this.furniture.some((piece) => piece.contains(event.target));
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM?.contains(mutation.target);
  }
}
