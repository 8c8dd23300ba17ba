// A table's rows and columns. Where cells span several, columns are left alone: nobody could say which is meant.
import { pm } from "django-prose-editor/editor";

// The cell at the cursor: its place in its row, the row, and the table they stand in.
const here = (state) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (["cell", "header_cell"].includes($from.node(depth).type.name)) {
      return { index: $from.index(depth - 1), row: depth - 1, table: depth - 3, $from };
    }
  }
  return null;
};

const emptied = (row) =>
  row.type.create(null, row.content.content.map((cell) => cell.type.create({ ...cell.attrs, rowspan: null })));

const rowsOf = (table, start) => {
  const rows = [];
  table.descendants((node, offset) => {
    if (node.type.name === "row") rows.push({ node, at: start + offset });
    return !node.isTextblock && node.type.name !== "row";
  });
  return rows;
};

const spans = (table) => {
  let found = false;
  table.descendants((node) => {
    found ||= Boolean(node.attrs.colspan || node.attrs.rowspan);
  });
  return found;
};

const addRow = (editor) => {
  const cell = here(editor.state);
  if (!cell) return;
  const { $from } = cell;
  const row = emptied($from.node(cell.row));
  const { header_cell: header, cell: plain } = editor.schema.nodes;
  const isHead = $from.node(cell.row - 1).type.name === "table_head";
  if (!isHead) return insert(editor, $from.after(cell.row), row);
  // The head is one row: the next is the first of the body.
  const cells = row.content.content.map((one) => (one.type === header ? plain.create() : one));
  const made = row.type.create(null, cells);
  const table = $from.node(cell.table);
  const body = table.lastChild.type.name === "table_body" ? $from.after(cell.row - 1) + 1 : null;
  insert(editor, body ?? $from.after(cell.row - 1), body ? made : editor.schema.nodes.table_body.create(null, made));
};

const insert = (editor, at, node) => {
  const tr = editor.state.tr.insert(at, node);
  tr.setSelection(pm.state.Selection.near(tr.doc.resolve(at + 1)));
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
};

const eachRow = (editor, change) => {
  const cell = here(editor.state);
  if (!cell) return;
  const { $from } = cell;
  const table = $from.node(cell.table);
  if (spans(table)) return;
  const { tr } = editor.state;
  for (const { node, at } of rowsOf(table, $from.start(cell.table)).reverse()) change(tr, node, at, cell.index);
  editor.view.dispatch(tr);
  editor.view.focus();
};

const cellStart = (row, at, index) => {
  let start = at + 1;
  for (let n = 0; n < index; n += 1) start += row.child(n).nodeSize;
  return start;
};

const addColumn = (editor) =>
  eachRow(editor, (tr, row, at, index) => {
    const like = row.child(Math.min(index, row.childCount - 1));
    const attrs = like.attrs.scope === "row" ? null : like.attrs;
    const made = like.attrs.scope === "row" ? editor.schema.nodes.cell.create() : like.type.create(attrs);
    tr.insert(cellStart(row, at, index + 1), made);
  });

const dropColumn = (editor) =>
  eachRow(editor, (tr, row, at, index) => {
    if (row.childCount < 3 || index >= row.childCount) return;
    const start = cellStart(row, at, index);
    tr.delete(start, start + row.child(index).nodeSize);
  });

const dropRow = (editor) => {
  const cell = here(editor.state);
  if (!cell) return;
  const { $from } = cell;
  const part = $from.node(cell.row - 1);
  const table = $from.node(cell.table);
  const isLast = rowsOf(table, 0).length === 1;
  const depth = isLast ? cell.table : part.childCount === 1 ? cell.row - 1 : cell.row;
  editor.view.dispatch(editor.state.tr.delete($from.before(depth), $from.after(depth)));
  editor.view.focus();
};

const addCaption = (editor, at) => {
  const table = editor.state.doc.nodeAt(at);
  if (table.firstChild.type.name === "caption") return;
  insert(editor, at + 1, editor.schema.nodes.caption.create());
};

export const TABLE_TOOLS = {
  "Add row": addRow,
  "Add column": addColumn,
  "Drop row": dropRow,
  "Drop column": dropColumn,
  Caption: addCaption,
};

// To the next cell, or the one before; past the last a row is added. False where the cursor is in no table.
export const nextCell = (editor, by) => {
  const cell = here(editor.state);
  if (!cell) return false;
  const { $from } = cell;
  const cells = [];
  const start = $from.start(cell.table);
  $from.node(cell.table).descendants((node, offset) => {
    if (["cell", "header_cell"].includes(node.type.name)) cells.push(start + offset);
  });
  const next = cells.indexOf($from.before(cell.row + 1)) + by;
  if (next >= cells.length) addRow(editor);
  else if (next >= 0) editor.chain().setTextSelection(cells[next] + 1).scrollIntoView().run();
  return true;
};

// Three rows of two columns, the first their head.
export const emptyTable = () => {
  const cells = (type, attrs) => [0, 1].map(() => ({ type, attrs }));
  const row = () => ({ type: "row", content: cells("cell") });
  return {
    type: "table",
    content: [
      { type: "table_head", content: [{ type: "row", content: cells("header_cell", { scope: "col" }) }] },
      { type: "table_body", content: [row(), row()] },
    ],
  };
};
