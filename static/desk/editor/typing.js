// Quotation marks, dashes and ellipses as the story's language prints them, while they are typed. One Ctrl Z or one
// Backspace gives back what the key says.
import { Extension, pm } from "django-prose-editor/editor";

const KEY = new pm.state.PluginKey("typing");
const OPENERS = "([{«„“‘‚‹¿¡—–/=|";
const NARROW = "\u202f";
const styles = JSON.parse(document.getElementById("quotes")?.textContent ?? "[]");

// The marks of a language tag, of its first part, or the plain ones: as `articles.text.quotes.style_of` finds them.
export const styleOf = (language) => {
  const tag = (language ?? "").toLowerCase().replace("_", "-");
  const named = (name) => styles.find((style) => style.language.toLowerCase() === name);
  return named(tag) ?? named(tag.split("-")[0]) ?? named("");
};

const opens = (before) => !before || /\s/u.test(before) || OPENERS.includes(before);

// How many quotations of a style are open at the end of some words.
const isOpen = (words, open, close) => {
  let depth = 0;
  for (const letter of words) {
    if (letter === open && (open !== close || depth === 0)) depth += 1;
    else if (letter === close) depth = Math.max(0, depth - 1);
  }
  return depth > 0;
};

// What a typed sign becomes after some words: { from: letters before it that go too, put }. Null: it stays.
export const printed = (typed, words, style) => {
  const before = words.at(-1) ?? "";
  if (typed === '"' && style.open) {
    if (/\d/.test(before) && !isOpen(words, style.open, style.close)) return { from: 0, put: "″" };
    const opening = opens(before) || (before === style.inner_open && style.open !== style.inner_open);
    if (opening) return { from: 0, put: style.open + (style.spaced === "narrow" ? NARROW : "") };
    return { from: 0, put: (style.spaced === "narrow" ? NARROW : "") + style.close };
  }
  if (typed === "'" && style.open) {
    if (opens(before) || before === style.open) return { from: 0, put: style.inner_open };
    return { from: 0, put: isOpen(words, style.inner_open, style.inner_close) ? style.inner_close : "’" };
  }
  // A letter behind what closed an inner quotation: it was an apostrophe.
  if (/\p{L}/u.test(typed) && before && before === style.inner_close && before !== "’" && /\p{L}/u.test(words.at(-2) ?? "")) {
    return { from: 1, put: `’${typed}` };
  }
  if (typed === "-" && before === "-" && words.at(-2) !== "-") return { from: 1, put: style.dash };
  if (typed === "." && words.endsWith("..") && words.at(-3) !== ".") return { from: 2, put: "…" };
  if (style.spaced === "narrow" && /^[;:!?]$/.test(typed) && before === " ") return { from: 1, put: NARROW + typed };
  return null;
};

export const Typing = Extension.create({
  name: "typing",
  priority: 1800,
  addProseMirrorPlugins() {
    return [
      new pm.state.Plugin({
        key: KEY,
        state: {
          init: () => null,
          apply: (tr, was) => {
            const done = tr.getMeta(KEY);
            if (done !== undefined) return done;
            return tr.docChanged || tr.selectionSet ? null : was;
          },
        },
        props: {
          handleTextInput(view, from, to, text) {
            if (text.length !== 1 || view.composing) return false;
            const $from = view.state.doc.resolve(from);
            const words = $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
            const style = styleOf(document.getElementById("id_language")?.value);
            const change = style && printed(text, words, style);
            if (!change) return false;
            // First what the key says, then what is printed: so that undoing gives back the former.
            view.dispatch(view.state.tr.insertText(text, from, to));
            const start = from - change.from;
            const plain = view.state.doc.textBetween(start, from + 1);
            const tr = pm.history.closeHistory(view.state.tr.insertText(change.put, start, from + 1));
            view.dispatch(tr.setMeta(KEY, { start, put: change.put, plain }));
            view.dispatch(pm.history.closeHistory(view.state.tr).setMeta(KEY, { start, put: change.put, plain }));
            return true;
          },
          handleKeyDown(view, event) {
            const done = KEY.getState(view.state);
            if (!done || event.key !== "Backspace" || event.ctrlKey || event.altKey || event.metaKey) return false;
            const end = done.start + done.put.length;
            view.dispatch(view.state.tr.insertText(done.plain, done.start, end).setMeta(KEY, null));
            return true;
          },
        },
      }),
    ];
  },
});
