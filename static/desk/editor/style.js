// House style while somebody writes: what the house would ask about is marked in the text and listed under it, with
// what it would write, why, and “Not here”. It asks the server in a pause, and typing never waits for the answer.
import { pm } from "django-prose-editor/editor";
import { addressOf } from "./addresses.js";
import { make } from "./make.js";

const KEY = new pm.state.PluginKey("house-style");
const PAUSE = 1200; // Milliseconds without a key.
const FIELDS = ["kicker", "headline", "deck"];
// Blocks that are no running prose of the paper's own, as `articles.house_style` leaves them out.
const NOT_PROSE = new Set(["quotation", "pullquote", "factbox", "table"]);

const plugin = new pm.state.Plugin({
  key: KEY,
  state: {
    init: () => pm.view.DecorationSet.empty,
    apply: (tr, marks) => tr.getMeta(KEY) ?? marks.map(tr.mapping, tr.doc),
  },
  props: { decorations: (state) => KEY.getState(state) },
});

// What the server counts in characters, the browser counts in halves of some.
const units = (text, characters) => [...text].slice(0, characters).join("").length;

// The lines that house style looks at: the field, its words, and where they stand in the text.
function linesOf(doc) {
  const lines = FIELDS.map((name) => [name, document.getElementById(`id_${name}`)?.value.trim() ?? ""])
    .filter(([, words]) => words)
    .map(([field, words]) => ({ field, words }));
  doc.descendants((node, at) => {
    if (NOT_PROSE.has(node.type.name)) return false;
    if (!node.isTextblock) return true;
    let words = "";
    node.forEach((child) => { words += child.isText ? child.text : " ".repeat(child.nodeSize); });
    if (words.trim()) lines.push({ field: "body", words, at: at + 1 });
    return false;
  });
  return lines;
}

class HouseStyle {
  constructor(editor) {
    this.editor = editor;
    this.fold = document.getElementById("house-style");
    editor.registerPlugin(plugin);
    editor.on("update", () => this.soon());
    FIELDS.forEach((name) => document.getElementById(`id_${name}`)?.addEventListener("input", () => this.soon()));
    document.getElementById("id_language")?.addEventListener("change", () => this.soon());
    this.look();
  }

  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.look(), PAUSE);
  }

  async ask(name, method, what) {
    const token = document.querySelector('[name="csrfmiddlewaretoken"]').value;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    return fetch(addressOf(name), { method, headers, body: JSON.stringify(what) }).catch(() => null);
  }

  async look() {
    const doc = this.editor.state.doc;
    const lines = linesOf(doc);
    const language = document.getElementById("id_language")?.value ?? "";
    const answer = await this.ask("style", "POST", { language, lines: lines.map(({ field, words }) => [field, words]) });
    // Who wrote on meanwhile is looked at again in their next pause.
    if (!answer?.ok || !doc.eq(this.editor.state.doc)) return;
    const { hints, ease } = await answer.json();
    this.show(hints.map((hint) => this.placed(hint, lines[hint.line])), ease);
  }

  placed(hint, line) {
    if (line.at === undefined || hint.start === hint.end) return hint;
    return { ...hint, from: line.at + units(line.words, hint.start), to: line.at + units(line.words, hint.end) };
  }

  show(hints, ease) {
    const { state, view } = this.editor;
    const marked = hints.filter((hint) => hint.from !== undefined);
    const marks = marked.map((hint) => pm.view.Decoration.inline(hint.from, hint.to, { class: "hint", title: hint.reason }, { hint }));
    view.dispatch(state.tr.setMeta(KEY, pm.view.DecorationSet.create(state.doc, marks)).setMeta("addToHistory", false));
    this.fold.hidden = ease === null;
    const count = hints.length ? `${hints.length} to look at` : "nothing to ask";
    this.fold.querySelector("[data-says]").textContent = ease === null ? "" : `${count} · reading ease ${ease}`;
    this.fold.querySelector("ul").replaceChildren(...hints.map((hint) => this.line(hint)));
  }

  line(hint) {
    const short = hint.words.length > 60 ? `${[...hint.words].slice(0, 57).join("")}…` : hint.words;
    const says = hint.use ? [`“${short}” → `, make("b", {}, hint.use)] : [`“${short}”${hint.use === "" ? " can go" : ""}`];
    const press = (label, act) => make("button", { type: "button", class: "linkish", onclick: act }, label);
    const item = make(
      "li", { class: "pin pin--hint" },
      hint.words ? make("p", { dir: "auto" }, ...says) : null,
      make("p", { class: "says" }, hint.reason),
      make(
        "p", { class: "button-row says" },
        hint.use === null || !hint.words ? null : press("Change it", () => this.change(hint)),
        press("Show it", () => this.go(hint)),
        hint.words ? press("Not here", () => this.letStand(hint, item)) : null,
      ),
    );
    return item;
  }

  // Where its words stand by now; null if they were written anew.
  where(hint) {
    const [mark] = KEY.getState(this.editor.state).find(undefined, undefined, (spec) => spec.hint === hint);
    return mark ? { from: mark.from, to: mark.to } : null;
  }

  go(hint) {
    const place = this.where(hint);
    if (hint.field !== "body") document.getElementById(`id_${hint.field}`).focus();
    else if (place) this.editor.chain().focus().setTextSelection(place).scrollIntoView().run();
    else this.editor.commands.focus("start");
  }

  change(hint) {
    if (hint.field === "body") {
      const place = this.where(hint);
      if (place) this.editor.chain().focus().insertContentAt(place, hint.use ? { type: "text", text: hint.use, marks: [] } : "").run();
    } else {
      const field = document.getElementById(`id_${hint.field}`);
      field.value = field.value.replace(hint.words, hint.use);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
    this.look();
  }

  async letStand(hint, item) {
    const { rule, words } = hint;
    const answer = await this.ask("style_waivers", "POST", { rule, words });
    if (!answer?.ok) return;
    const { state, view } = this.editor;
    const marks = KEY.getState(state);
    view.dispatch(state.tr.setMeta(KEY, marks.remove(marks.find(undefined, undefined, (spec) => spec.hint === hint))));
    const again = make("button", { type: "button", class: "linkish", onclick: async () => { await this.ask("style_waivers", "DELETE", { rule, words }); this.look(); } }, "Ask again");
    item.replaceChildren(make("p", { class: "says" }, `“${words}” stands in this story. `, again));
    again.focus();
  }
}

export const watchStyle = (editor) => addressOf("style") && document.getElementById("house-style") && new HouseStyle(editor);
