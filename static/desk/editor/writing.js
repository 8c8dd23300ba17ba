// How keys behave in the grammar's own blocks: lists, terms, tables, line breaks, moving, linking.
import { Extension } from "django-prose-editor/editor";
import { moveBlock } from "./paragraphs.js";
import { nextCell } from "./tables.js";

const listDepth = ({ $from }) => {
  let depth = 0;
  for (let at = $from.depth; at > 0; at -= 1) depth += ["list", "numbered_list"].includes($from.node(at).type.name);
  return depth;
};

// A term is followed by what it means, that by the next term; an empty one ends the box's list of terms.
const nextTerm = (editor) => {
  const { $from } = editor.state.selection;
  const name = $from.parent.type.name;
  if (name !== "term" && name !== "definition") return false;
  if (!$from.parent.content.size && name === "term") {
    const terms = $from.depth - 1;
    const after = $from.after(terms);
    const alone = $from.node(terms).childCount === 1;
    const tr = editor.state.tr.insert(after, editor.schema.nodes.paragraph.create());
    if (alone) tr.delete($from.before(terms), after);
    else tr.delete($from.before(), $from.after());
    editor.view.dispatch(tr);
    return editor.commands.setTextSelection(tr.mapping.map(after) + 1);
  }
  const at = $from.after();
  const next = editor.state.doc.resolve(at).nodeAfter;
  if (name === "term" && next?.type.name === "definition") return editor.commands.setTextSelection(at + 1);
  const type = name === "term" ? "definition" : "term";
  return editor.chain().insertContentAt(at, { type }).setTextSelection(at + 1).run();
};

// Out of the source under a quotation, and out of a caption or cell, Enter goes on behind the block.
const leave = (editor) => {
  const { $from } = editor.state.selection;
  const name = $from.parent.type.name;
  if (name === "source") {
    const after = $from.after($from.depth - 1);
    return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
  }
  if (["cell", "header_cell", "caption"].includes(name)) return editor.commands.insertContent({ type: "line_break" });
  return false;
};

export const Writing = Extension.create({
  name: "writing",
  priority: 1500,
  addKeyboardShortcuts() {
    const { editor } = this;
    const lineBreak = () => editor.commands.insertContent({ type: "line_break" });
    return {
      Enter: () => nextTerm(editor) || leave(editor) || editor.commands.splitListItem("item"),
      "Shift-Enter": lineBreak,
      Tab: () => nextCell(editor, 1) || (listDepth(editor.state.selection) === 1 && editor.commands.sinkListItem("item")),
      "Shift-Tab": () => nextCell(editor, -1) || (listDepth(editor.state.selection) > 0 && editor.commands.liftListItem("item")),
      "Mod-b": () => editor.commands.toggleMark("strong"),
      "Mod-i": () => editor.commands.toggleMark("emphasis"),
      "Mod-Alt-0": () => editor.commands.setNode("paragraph"),
      "Alt-ArrowUp": () => moveBlock(editor, -1) || true,
      "Alt-ArrowDown": () => moveBlock(editor, 1) || true,
    };
  },
});
