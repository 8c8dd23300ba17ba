// Notes on words of the text: Ctrl Alt M asks for one where one writes; what open notes are about is marked, and each
// stands beside its words.
import { pm } from "django-prose-editor/editor";
import { make } from "./make.js";
import { around, flat, placeOf } from "./passages.js";

const KEY = new pm.state.PluginKey("noted");
const LONGEST = 300;

// The open notes on words in the panel.
const notes = () =>
  [...document.querySelectorAll(".panel .thread li:not(.is-done)")]
    .map((item) => ({ item, quote: item.querySelector("blockquote") }))
    .filter(({ quote }) => quote)
    .map(({ item, quote }) => ({ id: item.dataset.note, item, words: quote.textContent, before: quote.dataset.before, after: quote.dataset.after }));

// What is marked already keeps its place through every edit; the rest is looked for.
const marks = (doc, was = pm.view.DecorationSet.empty) => {
  const text = flat(doc);
  return pm.view.DecorationSet.create(
    doc,
    notes().flatMap((note) => {
      const [marked] = was.find(undefined, undefined, (spec) => spec.id === note.id);
      const place = marked ?? placeOf(text, note);
      return place ? [pm.view.Decoration.inline(place.from, place.to, { class: "noted" }, { id: note.id })] : [];
    }),
  );
};

const plugin = new pm.state.Plugin({
  key: KEY,
  state: {
    init: (_, state) => marks(state.doc),
    apply: (tr, was) => {
      const kept = was.map(tr.mapping, tr.doc);
      return tr.getMeta(KEY) ? marks(tr.doc, kept) : kept;
    },
  },
  props: { decorations: (state) => KEY.getState(state) },
});

const pin = ({ item }) => {
  const copy = make("div", { class: "pin pin--note", role: "note" }, ...[...item.children].map((part) => part.cloneNode(true)));
  copy.querySelector(".thread__who").className = "pin__who";
  copy.querySelector("blockquote").remove();
  return copy;
};

const showPins = (editor, pins) =>
  pins.put("note", notes().map((note) => ({
    element: pin(note),
    where: () => KEY.getState(editor.state).find(undefined, undefined, (spec) => spec.id === note.id)[0] ?? null,
  })));

export const watchNotes = (editor, pins) => {
  editor.registerPlugin(plugin);
  showPins(editor, pins);
  document.addEventListener("story:panel", () => {
    editor.view.dispatch(editor.state.tr.setMeta(KEY, true).setMeta("addToHistory", false));
    showPins(editor, pins);
  });
  const dialog = document.getElementById("note-on-words");
  if (!dialog) return;
  const form = dialog.querySelector("form");
  const wrong = dialog.querySelector("[role=alert]");

  const open = () => {
    const { words, before, after } = around(flat(editor.state.doc), editor.state.selection);
    form.elements.passage.value = words.slice(0, LONGEST);
    form.elements.before.value = before;
    form.elements.after.value = after;
    wrong.textContent = "";
    dialog.showModal();
    form.elements.text.focus();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (!answer?.ok || !answer.redirected) {
      wrong.textContent = "Your note was not taken. It is still here: try once more.";
      return;
    }
    form.elements.text.value = "";
    form.elements.is_blocking.checked = false;
    dialog.close();
    editor.commands.focus();
    document.dispatchEvent(new CustomEvent("story:saved"));
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  document.querySelector('[data-act="note-on-words"]')?.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== "KeyM") return;
    event.preventDefault();
    open();
  });
};
