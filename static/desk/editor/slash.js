// The `/` menu: what can be put in, narrowed by typing, chosen with the arrows. It stands under the slash.
import { Extension, pm } from "django-prose-editor/editor";
import { INSERTS, spelt } from "./insert.js";
import { make } from "./make.js";

const SHOWN = 7;
const KEY = new pm.state.PluginKey("slash");
// At the head of a paragraph or after a space; not in an address, a date or “and/or”.
const TYPED = /(?:^|\s)\/([\p{L}’' ]{0,24})$/u;

const typedAt = (state) => {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
  const found = before.match(TYPED);
  if (!found) return null;
  return { from: $from.pos - found[1].length - 1, to: $from.pos, words: found[1].toLocaleLowerCase() };
};

const fitting = (editor, words) =>
  INSERTS.filter((one) => !one.only || editor.isActive(one.only))
    .filter((one) => `${one.label} ${one.name} ${one.says}`.toLocaleLowerCase().includes(words))
    .sort((one, other) => other.label.toLocaleLowerCase().startsWith(words) - one.label.toLocaleLowerCase().startsWith(words));

class Menu {
  constructor(editor, view) {
    this.editor = editor;
    this.view = view;
    this.list = make("ul", { role: "listbox", id: "slash-list", "aria-label": "Insert" });
    this.more = make("p", { class: "says" });
    this.room = make("div", { class: "pop slash" }, this.list, this.more);
    this.room.hidden = true;
    view.dom.parentElement.append(this.room);
    this.chosen = 0;
    this.leftAlone = null;
  }

  update(view, before) {
    if (before && before.doc.eq(view.state.doc) && before.selection.eq(view.state.selection)) return;
    const typed = view.hasFocus() || this.isOpen ? typedAt(view.state) : null;
    // Esc holds for this slash, and a slash that was there before is none.
    if (!typed || typed.from === this.leftAlone) return this.close(typed ? this.leftAlone : null);
    if (!this.isOpen && !this.wasTyped(before, view.state, typed)) return;
    const found = fitting(this.editor, typed.words.trim());
    if (!found.length) return this.close();
    if (typed.words !== this.typed?.words) this.chosen = 0;
    Object.assign(this, { typed, found });
    this.draw();
  }

  wasTyped(before, state, typed) {
    return Boolean(before) && !before.doc.eq(state.doc) && state.doc.textBetween(typed.from, typed.from + 1) === "/" && typed.words === "";
  }

  get isOpen() {
    return !this.room.hidden;
  }

  draw() {
    // Seven at a time, the chosen one among them; what else there is stands underneath by name.
    const first = Math.max(0, Math.min(this.chosen - 3, this.found.length - SHOWN));
    const shown = this.found.slice(first, first + SHOWN);
    const others = this.found.filter((one) => !shown.includes(one)).map((one) => one.label.toLowerCase());
    this.more.textContent = others.length ? `Also: ${others.join(", ")}` : "";
    this.list.replaceChildren(
      ...shown.map((one, index) => {
        const number = first + index;
        return make(
          "li",
          { role: "option", id: `slash-${one.name}`, "aria-selected": String(number === this.chosen), "aria-posinset": number + 1, "aria-setsize": this.found.length, onmousedown: (event) => { event.preventDefault(); this.take(number); } },
          make("span", { class: "slash__sign", "aria-hidden": "true" }, one.sign),
          make("span", {}, one.label, make("small", {}, one.says)),
          one.key ? make("kbd", {}, spelt(one.key)) : null,
        );
      }),
    );
    this.room.hidden = false;
    const at = this.view.coordsAtPos(this.typed.from);
    const around = this.view.dom.parentElement.getBoundingClientRect();
    const left = Math.max(0, Math.min(at.left - around.left, around.width - this.room.offsetWidth));
    this.room.style.insetBlockStart = `${at.bottom - around.top + 4}px`;
    this.room.style.left = `${left}px`;
    this.view.dom.setAttribute("aria-controls", "slash-list");
    this.view.dom.setAttribute("aria-activedescendant", this.list.children[this.chosen - first].id);
  }

  close(leftAlone = null) {
    this.leftAlone = leftAlone;
    if (!this.isOpen) return;
    this.room.hidden = true;
    this.typed = null;
    this.view.dom.removeAttribute("aria-activedescendant");
    this.view.dom.removeAttribute("aria-controls");
  }

  move(by) {
    this.chosen = (this.chosen + by + this.found.length) % this.found.length;
    this.draw();
  }

  take(number = this.chosen) {
    const { from, to } = this.typed;
    const one = this.found[number];
    this.close();
    this.editor.chain().deleteRange({ from, to }).run();
    one.make(this.editor);
  }

  onKey(event) {
    if (!this.isOpen) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" || event.key === "Tab") this.take();
    else if (event.key === "Escape") this.close(this.typed.from);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  destroy() {
    this.room.remove();
  }
}

export const SlashMenu = Extension.create({
  name: "slash",
  priority: 2000,
  addProseMirrorPlugins() {
    const { editor } = this;
    let menu;
    return [
      new pm.state.Plugin({
        key: KEY,
        view: (view) => (menu = new Menu(editor, view)),
        props: {
          handleKeyDown: (view, event) => menu?.onKey(event) ?? false,
          handleDOMEvents: { blur: () => { menu?.close(); return false; } },
        },
      }),
    ];
  },
  addKeyboardShortcuts() {
    return Object.fromEntries(
      INSERTS.filter((one) => one.key).map((one) => [one.key, () => { one.make(this.editor); return true; }]),
    );
  },
});
