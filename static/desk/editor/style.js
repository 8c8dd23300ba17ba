// House style while somebody writes: what the house would ask about is marked at its words and counted under the text,
// where what stands here is listed too. It asks the server in a pause, and typing never waits for the answer.
import { pm } from "django-prose-editor/editor";
import { addressOf } from "./addresses.js";
import { HintAtHand, sentences } from "./hint.js";
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
  constructor(editor, pins) {
    this.editor = editor;
    this.hints = [];
    this.fold = document.getElementById("house-style");
    editor.registerPlugin(plugin);
    this.hand = new HintAtHand(this, pins);
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
    const { hints, ease, sheet } = await answer.json();
    this.show(hints.map((hint) => this.placed(hint, lines[hint.line])), ease, sheet);
  }

  placed(hint, line) {
    if (line.at === undefined || hint.start === hint.end) return hint;
    return { ...hint, doc: this.editor.state.doc, from: line.at + units(line.words, hint.start), to: line.at + units(line.words, hint.end) };
  }

  show(hints, ease, sheet) {
    const held = this.hand.hint, stood = held && this.where(held);
    const again = hints.find((hint) => held?.rule === hint.rule && held.words === hint.words && held.field === hint.field && stood?.from === hint.from);
    this.hints = hints;
    if (held) this.hand.open(again ?? null);
    else this.mark(null);
    const count = hints.length ? `${hints.length} to look at` : "nothing to ask";
    this.fold.hidden = false;
    this.fold.querySelector("[data-says]").textContent = sheet ? `${count} · reading ease ${ease}` : `${count} of quotes, dashes and spaces: the house has no sheet for this language`;
    this.fold.querySelector("ul").replaceChildren(...hints.map((hint) => this.line(hint)));
  }

  // Mark all of them at their words, the one at hand so that it stands out. What was marked meanwhile keeps its place.
  mark(opened) {
    const { state, view } = this.editor;
    const places = this.hints.map((hint) => [hint, this.where(hint) ?? (hint.doc === state.doc ? hint : {})]).filter(([, place]) => place.from !== undefined);
    const marks = places.map(([hint, { from, to }]) =>
      pm.view.Decoration.inline(from, to, { class: hint === opened ? "hint hint--open" : "hint", title: hint.reason }, { hint }));
    view.dispatch(state.tr.setMeta(KEY, pm.view.DecorationSet.create(state.doc, marks)).setMeta("addToHistory", false));
  }

  line(hint) {
    return make(
      "li", {},
      ...sentences(hint),
      make("p", { class: "button-row says" }, make("button", { type: "button", class: "linkish", onclick: () => this.hand.go(hint) }, "Show it")),
    );
  }

  // In the order in which they are read; what is about the whole has no words to go to.
  inOrder() {
    return this.hints.filter((hint) => hint.words && (this.field(hint) || this.where(hint)));
  }

  // The field it stands in, if that is not the text.
  field(hint) {
    return hint && hint.field !== "body" ? document.getElementById(`id_${hint.field}`) : null;
  }

  // Where its words stand by now; null if they were written anew.
  where(hint) {
    const [mark] = KEY.getState(this.editor.state).find(undefined, undefined, (spec) => spec.hint === hint);
    return mark ? { from: mark.from, to: mark.to } : null;
  }

  // The hint that a place in the text belongs to.
  under(at) {
    return KEY.getState(this.editor.state).find(at, at)[0]?.spec.hint ?? null;
  }

  change(hint) {
    const field = this.field(hint), place = this.where(hint);
    this.hand.open(null);
    if (field) {
      field.value = field.value.replace(hint.words, () => hint.use);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    } else if (place) {
      const put = (tr) => (hint.use ? tr.insertText(hint.use, place.from, place.to) : tr.delete(place.from, place.to));
      this.editor.chain().focus().command(({ tr }) => Boolean(put(tr))).run();
    }
    this.look();
  }

  async letStand(hint) {
    const { rule, words } = hint;
    const answer = await this.ask("style_waivers", "POST", { rule, words });
    if (!answer?.ok) return;
    const again = make("button", { type: "button", class: "linkish", onclick: async () => { await this.ask("style_waivers", "DELETE", { rule, words }); this.look(); } }, "Ask again");
    const field = this.field(hint);
    this.hand.open(null);
    if (field) field.focus();
    else this.editor.commands.focus();
    await this.look();
    this.fold.querySelector("ul").append(make("li", { class: "says" }, `“${words}” stands in this story. `, again));
  }
}

export const watchStyle = (editor, pins) => addressOf("style") && document.getElementById("house-style") && new HouseStyle(editor, pins);
