// All that can be put into a text: its sign, its name, what it is for, its key, and how it is made.
import { choosePictures } from "./chooser.js";
import { asGallery, asNode } from "./picture-nodes.js";
import { emptyTable } from "./tables.js";

const paragraph = { type: "paragraph" };
const box = (type, content = [paragraph]) => (editor) => put(editor, { type, content });
const lone = (type) => (editor) => put(editor, { type });

// Put a block after the paragraph at hand, or in its place if that is empty; the cursor goes into it.
const put = (editor, json) => {
  const { state } = editor;
  const { $from } = state.selection;
  const node = state.schema.nodeFromJSON(json);
  const empty = $from.depth === 1 && $from.parent.isTextblock && !$from.parent.content.size;
  const at = empty ? $from.before(1) : $from.depth ? $from.after(1) : state.selection.to;
  const { tr } = state;
  if (empty) tr.delete(at, $from.after(1));
  tr.insert(at, node);
  const after = at + node.nodeSize;
  // Words can always go on behind it.
  if (after >= tr.doc.content.size) tr.insert(after, state.schema.nodes.paragraph.create());
  const inside = node.isAtom ? after + 1 : at + 1;
  editor.view.dispatch(tr);
  editor.commands.setTextSelection(nearestText(editor.state.doc, inside));
  editor.commands.scrollIntoView();
  editor.view.focus();
  if (node.isAtom || node.firstChild.isAtom) editor.view.nodeDOM(at)?.querySelector?.("textarea, input")?.focus();
  return true;
};

const nearestText = (doc, from) => {
  let found = from;
  doc.nodesBetween(Math.min(from - 1, doc.content.size), doc.content.size, (node, at) => {
    if (found === from && node.isTextblock && at + 1 >= from) found = at + 1;
    return found === from;
  });
  return found;
};

// Pictures are chosen first: nothing stands in the text that shows nothing.
const choose = (title, several, made) => (editor) => {
  choosePictures({ title, several, taken: (pictures) => put(editor, made(pictures)), left: () => editor.commands.focus() });
  return true;
};

const setType = (type) => (editor) => editor.chain().focus().setNode(type).run();

const quote = (editor) => (editor.isActive("quotation") ? editor.chain().focus().lift("quotation").run() : editor.chain().focus().wrapIn("quotation").run());

// Who is quoted, at the foot of a quotation.
const source = (editor) => {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name !== "quotation") continue;
    if (node.lastChild.type.name === "source") return false;
    const at = $from.end(depth);
    return editor.chain().insertContentAt(at, { type: "source" }).focus(at + 1).run();
  }
  return false;
};

const terms = { type: "terms", content: [{ type: "term" }, { type: "definition" }] };

export const INSERTS = [
  { name: "picture", sign: "▣", label: "Picture", says: "From the library, or from this device", key: "Mod-Alt-p", make: choose("Choose a picture", false, ([picture]) => asNode(picture)) },
  { name: "gallery", sign: "⊞", label: "Gallery", says: "Several pictures, each with its words", key: "Mod-Alt-g", make: choose("Choose the pictures of a gallery", true, asGallery) },
  { name: "note", sign: "§", label: "Editor’s note", says: "Grave context, by the paper", key: "Mod-Alt-n", make: box("note") },
  { name: "factbox", sign: "⁋", label: "Fact box", says: "What is known, in a box of its own", key: "Mod-Alt-f", make: box("factbox") },
  { name: "facts", sign: ":", label: "Fact box of terms", says: "A word, and what it means, line by line", make: box("factbox", [terms]) },
  { name: "pullquote", sign: "“", label: "Pull quote", says: "A sentence of the text, large", key: "Mod-Alt-q", make: box("pullquote") },
  { name: "related", sign: "→", label: "Related story", says: "Shown while it is live", key: "Mod-Alt-r", make: lone("related") },
  { name: "embed", sign: "▷", label: "Embed", says: "A video, a sound or a post, as an honest link", key: "Mod-Alt-e", make: lone("embed") },
  { name: "table", sign: "▦", label: "Table", says: "Rows and columns, with a head", key: "Mod-Alt-t", make: (editor) => put(editor, emptyTable()) },
  { name: "advert", sign: "—", label: "Advertisement break", says: "Where an advert may stand", key: "Mod-Alt-a", make: lone("advert") },
  { name: "heading", sign: "H2", label: "Heading", says: "Parts the text", key: "Mod-Alt-2", make: setType("heading") },
  { name: "subheading", sign: "H3", label: "Smaller heading", says: "Parts what stands under a heading", key: "Mod-Alt-3", make: setType("subheading") },
  { name: "quotation", sign: "”", label: "Quotation", says: "A longer one, set in", key: "Mod-Shift-b", make: quote },
  { name: "source", sign: "~", label: "Source of the quotation", says: "Who says it, at its foot", make: source, only: "quotation" },
  { name: "list", sign: "•", label: "List", says: "Points", key: "Mod-Shift-8", make: (editor) => editor.chain().focus().toggleList("list", "item").run() },
  { name: "numbered_list", sign: "1", label: "Numbered list", says: "Steps, or a ranking", key: "Mod-Shift-7", make: (editor) => editor.chain().focus().toggleList("numbered_list", "item").run() },
];

export const insertNamed = (name) => INSERTS.find((one) => one.name === name);

// A key as it stands on a keyboard.
export const spelt = (key) => (key ?? "").replace("Mod", "Ctrl").replaceAll("-", " ").replace(/ (\w)$/, (_, letter) => ` ${letter.toUpperCase()}`);
