// Find and replace in the text: every match is marked, one of them is the one at hand.
import { Extension, pm } from "django-prose-editor/editor";
import { make } from "./make.js";

const KEY = new pm.state.PluginKey("find");

// Where some words stand in a text, whatever their case; across marks, never across paragraphs.
const matches = (doc, words, isExact) => {
  if (!words) return [];
  const fold = (text) => (isExact ? text : text.toLowerCase());
  const sought = fold(words);
  const found = [];
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    // One sign for each place, so that an index in the text is a place in the paragraph.
    let text = "";
    node.forEach((child) => { text += child.isText ? child.text : "\ufffc"; });
    const folded = fold(text);
    if (folded.length !== text.length) return false;
    for (let index = folded.indexOf(sought); index >= 0; index = folded.indexOf(sought, index + sought.length)) {
      found.push({ from: at + 1 + index, to: at + 1 + index + sought.length });
    }
    return false;
  });
  return found;
};

const nothing = { words: "", isExact: false, found: [], current: 0 };

const plugin = () =>
  new pm.state.Plugin({
    key: KEY,
    state: {
      init: () => nothing,
      apply: (tr, was) => {
        const asked = tr.getMeta(KEY);
        if (!asked && !(tr.docChanged && was.words)) return was;
        const now = { ...was, ...asked };
        const found = matches(tr.doc, now.words, now.isExact);
        return { ...now, found, current: found.length ? Math.min(now.current, found.length - 1) : 0 };
      },
    },
    props: {
      decorations(state) {
        const { found, current } = KEY.getState(state);
        return pm.view.DecorationSet.create(
          state.doc,
          found.map(({ from, to }, index) => pm.view.Decoration.inline(from, to, { class: index === current ? "found found--here" : "found" })),
        );
      },
    },
  });

class Finder {
  constructor(editor) {
    this.editor = editor;
    const words = (id, label) => make("input", { id, class: "input", type: "text", autocomplete: "off", dir: "auto", "aria-label": label, placeholder: label });
    const press = (label, act) => make("button", { type: "button", class: "button", onclick: act }, label);
    this.sought = words("find-words", "Find in the text");
    this.other = words("find-other", "Put in its place");
    this.exact = make("input", { type: "checkbox", id: "find-exact" });
    this.count = make("output", { class: "figure quiet", for: "find-words" });
    this.room = make(
      "div",
      { class: "finder", role: "search", "aria-label": "Find and replace" },
      this.sought, this.count, press("Previous", () => this.go(-1)), press("Next", () => this.go(1)),
      this.other, press("Replace", () => this.replace()), press("Replace all", () => this.replaceAll()),
      make("label", { class: "check says" }, this.exact, "Capitals count"),
      make("button", { type: "button", class: "button button--quiet", onclick: () => this.close() }, "Close ", make("kbd", {}, "Esc")),
    );
    this.room.hidden = true;
    document.querySelector(".tools").after(this.room);
    this.sought.addEventListener("input", () => this.ask({ current: 0 }));
    this.exact.addEventListener("change", () => this.ask({ current: 0 }));
    this.room.addEventListener("keydown", (event) => this.onKey(event));
    editor.on("transaction", () => !this.room.hidden && this.tell());
  }

  onKey(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.other) this.replace();
    else if (event.key === "Enter" && event.target === this.sought) this.go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  get state() {
    return KEY.getState(this.editor.state);
  }

  ask(changes = {}) {
    const asked = { words: this.sought.value, isExact: this.exact.checked, ...changes };
    this.editor.view.dispatch(this.editor.state.tr.setMeta(KEY, asked));
    this.show();
  }

  tell() {
    const { words, found, current } = this.state;
    this.count.textContent = !words ? "" : found.length ? `${current + 1} of ${found.length}` : "none";
  }

  show() {
    this.editor.view.dom.querySelector(".found--here")?.scrollIntoView({ block: "center" });
  }

  go(by) {
    const { found, current } = this.state;
    if (found.length) this.ask({ current: (current + by + found.length) % found.length });
  }

  replace() {
    if (!this.editor.isEditable) return;
    const { found, current } = this.state;
    if (!found[current]) return;
    this.editor.view.dispatch(this.put(this.editor.state.tr, found[current]));
    this.show();
  }

  replaceAll() {
    if (!this.editor.isEditable) return;
    const { tr } = this.editor.state;
    const { found } = this.state;
    for (const match of [...found].reverse()) this.put(tr, match);
    this.editor.view.dispatch(pm.history.closeHistory(tr));
    this.count.textContent = `${found.length} replaced`;
  }

  put(tr, { from, to }) {
    return this.other.value ? tr.insertText(this.other.value, from, to) : tr.delete(from, to);
  }

  open() {
    const { from, to, $from, $to } = this.editor.state.selection;
    this.room.hidden = false;
    if (from < to && $from.sameParent($to)) this.sought.value = this.editor.state.doc.textBetween(from, to);
    this.ask({ current: Math.max(0, matches(this.editor.state.doc, this.sought.value, this.exact.checked).findIndex((one) => one.from >= from)) });
    this.sought.focus();
    this.sought.select();
    return true;
  }

  close() {
    const { found, current } = this.state;
    this.room.hidden = true;
    this.editor.view.dispatch(this.editor.state.tr.setMeta(KEY, nothing));
    this.editor.commands.focus();
    if (found[current]) this.editor.commands.setTextSelection(found[current]);
  }
}

export const Find = Extension.create({
  name: "find",
  priority: 1500,
  addStorage: () => ({ finder: null }),
  addProseMirrorPlugins: () => [plugin()],
  onCreate() {
    this.storage.finder = new Finder(this.editor);
  },
  addKeyboardShortcuts() {
    return { "Mod-f": () => this.storage.finder.open() };
  },
});
