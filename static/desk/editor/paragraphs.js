// Moving a paragraph, or whatever block the cursor stands in, past its neighbour.
import { pm } from "django-prose-editor/editor";

// The place and the node of the outermost block at a position.
const blockAt = (state, at) => {
  const $at = state.doc.resolve(at);
  const index = $at.index(0);
  return index < state.doc.childCount ? { index, from: $at.posAtIndex(index, 0), node: state.doc.child(index) } : null;
};

// Move a node past its neighbour, wherever it stands. Its new position; null where it has none to pass.
export const moveNode = (editor, by, at) => {
  const { doc, tr } = editor.state;
  const $at = doc.resolve(at);
  const node = $at.nodeAfter;
  const neighbour = $at.parent.maybeChild($at.index() + by);
  if (!neighbour) return null;
  const to = at + by * neighbour.nodeSize;
  tr.delete(at, at + node.nodeSize).insert(to, node);
  tr.setSelection(pm.state.NodeSelection.create(tr.doc, to));
  editor.view.dispatch(tr.scrollIntoView());
  return to;
};

// `by` is -1 for up, 1 for down. True if it moved.
export const moveBlock = (editor, by, at = editor.state.selection.from) => {
  const { state, view } = editor;
  const { node, $from } = state.selection;
  if (node && $from.depth && at === $from.pos) return moveNode(editor, by, at) !== null; // A picture in a gallery.
  const block = blockAt(state, at);
  const neighbour = block && state.doc.maybeChild(block.index + by);
  if (!neighbour) return false;
  const shift = by > 0 ? neighbour.nodeSize : -neighbour.nodeSize;
  const { anchor, head } = state.selection;
  const tr = state.tr.delete(block.from, block.from + block.node.nodeSize).insert(block.from + shift, block.node);
  if (anchor >= block.from && anchor <= block.from + block.node.nodeSize) {
    tr.setSelection(
      state.selection instanceof pm.state.NodeSelection
        ? pm.state.NodeSelection.create(tr.doc, anchor + shift)
        : pm.state.TextSelection.create(tr.doc, anchor + shift, head + shift),
    );
  }
  view.dispatch(tr.scrollIntoView());
  return true;
};
