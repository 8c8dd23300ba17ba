// What stands among the paragraphs, as it is written: a bar with its name, its words, its fields.
import { make } from "./make.js";
import { moveBlock } from "./paragraphs.js";
import { offerStories } from "./related.js";
import { TABLE_TOOLS } from "./tables.js";

export const BOXES = {
  pullquote: { label: "Pull quote", css: "pull", fields: { "data-cite": "Who says it" } },
  note: { label: "Editor’s note", says: "Readers see it here", css: "node--note" },
  factbox: { label: "Fact box", css: "node--facts", fields: { "data-title": "Title", "data-source": "Source" } },
  embed: { label: "Embed", says: "Readers get a link; nothing is fetched", fields: { "data-url": "Address", "data-title": "Title" } },
  related: { label: "Related story", says: "Shown while it is live", css: "node--related" },
  advert: { label: "Advertisement break", css: "node--ad" },
  picture: { label: "Picture", fields: { "data-caption": "Caption", "data-alt": "In words", "data-credit": "Credit" } },
  gallery: { label: "Gallery", fields: { "data-title": "Title" } },
  table: { label: "Table", css: "node--table", fields: { "data-source": "Source" }, tools: TABLE_TOOLS },
};

let fieldsMade = 0;

class Box {
  constructor({ node, editor, getPos }, box, kind) {
    Object.assign(this, { node, editor, getPos, box });
    this.contentDOM = kind.content ? make(kind.tag === "table" ? "table" : "div", { class: "node__words" }) : undefined;
    this.furniture = [this.bar(), ...this.fields()];
    const [bar, ...fields] = this.furniture;
    this.dom = make("div", { class: `node ${box.css ?? ""}`, role: "group", "aria-label": box.label, "data-box": node.type.name });
    this.dom.append(...[bar, this.contentDOM, ...fields].filter(Boolean));
    this.update(node);
  }

  bar() {
    const press = (words, act, label) =>
      make("button", { type: "button", class: "linkish", "aria-label": label, onclick: () => act(this.editor, this.getPos()) }, words);
    const tools = Object.entries(this.box.tools ?? {}).map(([words, act]) => press(words, act, null));
    const name = this.box.label.toLowerCase();
    const row = make(
      "span",
      { class: "button-row" },
      ...tools,
      press("Up", (editor, at) => moveBlock(editor, -1, at), `Move the ${name} up`),
      press("Down", (editor, at) => moveBlock(editor, 1, at), `Move the ${name} down`),
      press("Take out", () => this.takeOut(), `Take the ${name} out`),
    );
    row.hidden = !this.editor.isEditable;
    const says = this.box.says && make("span", {}, this.box.says);
    return make("div", { class: "node__bar", contenteditable: "false" }, make("b", {}, this.box.label), says, row);
  }

  fields() {
    if (this.node.type.name === "related") return [offerStories(this)];
    if (!this.box.fields) return [];
    this.inputs = {};
    const rows = Object.entries(this.box.fields).flatMap(([name, label]) => {
      const id = `box-field-${(fieldsMade += 1)}`;
      const input = make("textarea", { class: "own", id, rows: "1", dir: "auto", oninput: () => this.say(name, input.value) });
      input.readOnly = !this.editor.isEditable;
      this.inputs[name] = input;
      return [make("label", { for: id }, label), input];
    });
    return [make("div", { class: "node__fields", contenteditable: "false" }, ...rows)];
  }

  // Write an attribute of the node at hand.
  say(name, value) {
    const { tr } = this.editor.state;
    this.editor.view.dispatch(tr.setNodeAttribute(this.getPos(), name, value.trim() || null));
  }

  takeOut() {
    const from = this.getPos();
    this.editor.chain().deleteRange({ from, to: from + this.node.nodeSize }).focus().run();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    for (const [name, input] of Object.entries(this.inputs ?? {})) {
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

// The node views of the grammar's boxes.
export const boxViews = (grammar) =>
  Object.fromEntries(
    Object.entries(BOXES).map(([name, box]) => [name, (where) => new Box(where, box, grammar.kinds[name])]),
  );
