// A note on words of the text: Ctrl Alt M asks for it where one writes, and what open notes are about is marked.
import { pm } from "django-prose-editor/editor";

const KEY = new pm.state.PluginKey("noted");
const LONGEST = 300;

// The passages of the open notes in the panel.
const passages = () => [...document.querySelectorAll(".panel .thread li:not(.is-done) blockquote")].map((quote) => quote.textContent);

const marks = (doc) => {
  const found = [];
  const sought = passages();
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    let text = "";
    node.forEach((child) => { text += child.isText ? child.text : "\ufffc".repeat(child.nodeSize); });
    for (const words of sought) {
      const start = text.indexOf(words);
      if (start >= 0) found.push(pm.view.Decoration.inline(at + 1 + start, at + 1 + start + words.length, { class: "noted" }));
    }
    return false;
  });
  return pm.view.DecorationSet.create(doc, found);
};

const plugin = new pm.state.Plugin({
  key: KEY,
  state: {
    init: (_, state) => marks(state.doc),
    apply: (tr, was) => (tr.getMeta(KEY) ? marks(tr.doc) : was.map(tr.mapping, tr.doc)),
  },
  props: { decorations: (state) => KEY.getState(state) },
});

export const watchNotes = (editor) => {
  editor.registerPlugin(plugin);
  document.addEventListener("story:panel", () => editor.view.dispatch(editor.state.tr.setMeta(KEY, true).setMeta("addToHistory", false)));
  const dialog = document.getElementById("note-on-words");
  if (!dialog) return;
  const form = dialog.querySelector("form");
  const wrong = dialog.querySelector("[role=alert]");

  const open = () => {
    const { from, to } = editor.state.selection;
    form.elements.passage.value = editor.state.doc.textBetween(from, to, " ").slice(0, LONGEST);
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
