// What is pasted is read by the server, with the reader that takes in filed copy: one set of rules, and what lands is
// what would be stored. A text that comes into an empty story brings its headline, bylines and dateline along.
import { Extension, pm } from "django-prose-editor/editor";
import { send } from "./addresses.js";
import { bring, picturesIn, staying } from "./bringing.js";
import { addByline, rememberBylines, restoreBylines } from "./bylines.js";
import { rememberDateline, restoreDateline, setDateline } from "./dateline.js";
import { field, fill, remember, restore } from "./fields.js";
import { offer } from "./offers.js";
import { standing } from "./picture-nodes.js";

const KEY = new pm.state.PluginKey("paste");
const LINES = ["headline", "deck", "kicker"];

const isEmpty = (doc) => !doc.textContent.trim() && ![...Array(doc.childCount).keys()].some((n) => doc.child(n).isAtom);

// Put blocks where the paste was; the words of a single paragraph go into the sentence. Gives the place behind them.
const put = (editor, html, { at, isWhole }) => {
  const room = new DOMParser().parseFromString(html, "text/html").body;
  const parsed = pm.model.DOMParser.fromSchema(editor.schema).parse(room);
  const { tr } = editor.state;
  if (isWhole) tr.replaceWith(0, tr.doc.content.size, parsed.content);
  else {
    const isOne = parsed.childCount === 1 && parsed.firstChild.type.name === "paragraph";
    const slice = isOne ? new pm.model.Slice(parsed.content, 1, 1) : new pm.model.Slice(parsed.content, 0, 0);
    const $at = tr.doc.resolve(at);
    if (!isOne && $at.depth === 1 && !$at.parent.content.size) tr.replaceWith($at.before(), $at.after(), parsed.content);
    else tr.replaceRange(at, at, slice);
  }
  editor.view.dispatch(tr.setMeta(KEY, null).setMeta("uiEvent", "paste").scrollIntoView());
  return isWhole ? tr.doc.content.size : tr.mapping.map(at, 1);
};

// The parts of a whole article in their own fields, if those are empty; what was there before, to go back to.
const fillFields = (read) => {
  const before = { lines: remember([...LINES, "source", "canonical_url"]), bylines: rememberBylines(), dateline: rememberDateline() };
  const said = [];
  for (const name of LINES) {
    if (read[name] && field(name) && !field(name).value.trim()) {
      fill(name, read[name]);
      said.push(name);
    }
  }
  if (read.bylines.length && !before.bylines.length) {
    read.bylines.filter((credit) => credit.is_known).forEach(addByline);
    if (read.bylines.some((credit) => credit.is_known)) said.push("byline");
  }
  if (read.dateline?.place && !before.dateline.dateline && !read.dateline.is_new) {
    setDateline(read.dateline);
    said.push("dateline");
  }
  return { before, said };
};

const sentence = (said, read) => {
  const unknown = read.bylines.filter((credit) => !credit.is_known).map((credit) => credit.name);
  const place = read.dateline?.is_new ? read.dateline.label : "";
  const went = said.length ? `Its ${said.join(", ").replace(/, ([^,]*)$/, " and $1")} went to ${said.length > 1 ? "their fields" : "its field"}.` : "";
  const left = [...unknown, place].filter(Boolean);
  return [`The text was pasted clean.`, went, left.length ? `Not listed here yet, so left out: ${left.join(", ")}.` : ""].filter(Boolean).join(" ");
};

// The text as it was before a paste. Ctrl Z brings the paste again.
const putBack = (editor, doc) => {
  const { tr } = editor.state;
  editor.view.dispatch(pm.history.closeHistory(tr.replaceWith(0, tr.doc.content.size, doc.content)));
  editor.commands.focus();
};

const bringBehind = (editor, files, end) => {
  const $end = editor.state.doc.resolve(Math.min(end, editor.state.doc.content.size));
  bring(editor, files, $end.depth ? $end.after(1) : $end.pos, standing);
};

const takeIn = async (editor, raw, isHtml) => {
  const isWhole = isEmpty(editor.state.doc);
  const read = await send("read_text", { text: raw, is_html: isHtml ? "1" : "", whole: isWhole ? "1" : "", language: field("language")?.value ?? "" });
  const at = KEY.getState(editor.state)?.at;
  if (at == null) return;
  const { doc } = editor.state;
  const end = put(editor, read.body, { at, isWhole: isWhole && isEmpty(editor.state.doc) });
  const { files, elsewhere } = isHtml ? picturesIn(raw) : { files: [], elsewhere: 0 };
  const left = staying(elsewhere);
  if (files.length) bringBehind(editor, files, end);
  if (!isWhole) return left && offer(left, {});
  const { before, said } = fillFields(read);
  offer([sentence(said, read), left].filter(Boolean).join(" "), {
    "Take it back": () => {
      putBack(editor, doc);
      restore(before.lines);
      restoreBylines(before.bylines);
      restoreDateline(before.dateline);
    },
    "Good": () => editor.commands.focus(),
  });
};

export const Paste = Extension.create({
  name: "pasting",
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new pm.state.Plugin({
        key: KEY,
        state: {
          init: () => null,
          apply: (tr, was) => {
            const asked = tr.getMeta(KEY);
            if (asked !== undefined) return asked;
            return was && { at: tr.mapping.map(was.at) };
          },
        },
        props: {
          handlePaste(view, event) {
            const html = event.clipboardData?.getData("text/html") ?? "";
            const text = event.clipboardData?.getData("text/plain") ?? "";
            // Our own blocks, and words on one line, need no reading.
            if (html.includes("data-pm-slice") || (!html && !text.trim().includes("\n"))) return false;
            if (html && !text.trim() && !html.trim()) return false;
            const { tr } = view.state;
            if (!view.state.selection.empty) tr.deleteSelection();
            view.dispatch(tr.setMeta(KEY, { at: tr.selection.from }));
            takeIn(editor, html || text, Boolean(html)).catch(() => {
              view.dispatch(view.state.tr.setMeta(KEY, null));
              const { doc } = view.state;
              offer("The server could not be asked to clean what you pasted. Here it is as plain text.", {
                "Take it back": () => putBack(editor, doc),
              });
              text.split(/\n+/).filter((line) => line.trim()).forEach((line) => editor.commands.insertContent({ type: "paragraph", content: [{ type: "text", text: line.trim() }] }));
            });
            return true;
          },
        },
      }),
    ];
  },
});
