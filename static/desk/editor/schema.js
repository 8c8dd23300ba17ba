// The editor's schema, made from the grammar that the server keeps (articles/body/schema.py): nothing is said twice.
import { Mark, Node, Text } from "django-prose-editor/editor";

const INLINE = new Set(["line_break"]);
const LISTS = new Set(["list", "numbered_list"]);

const selector = (kind) => kind.tag + (kind.node ? `[data-node="${kind.node}"]` : "");

const attributesOf = (kind) =>
  Object.fromEntries(
    Object.entries(kind.attributes).map(([name, allowed]) => [
      name,
      {
        default: null,
        parseHTML: (element) => {
          const value = element.getAttribute(name);
          return value && (!allowed || allowed.includes(value)) ? value : null;
        },
        renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
      },
    ]),
  );

const rendered = (kind, HTMLAttributes) => ({ ...(kind.node ? { "data-node": kind.node } : {}), ...HTMLAttributes });

// What needs an attribute and has none means nothing, and is not read.
const means = (kind) => (element) => (kind.needs.length && !kind.needs.some((name) => element.getAttribute(name)) ? false : null);

const markOf = (name, kind, rank) =>
  Mark.create({
    name,
    priority: 1000 - rank,
    inclusive: name !== "link",
    addAttributes: () => attributesOf(kind),
    parseHTML: () => [{ tag: selector(kind), getAttrs: means(kind) }],
    renderHTML: ({ HTMLAttributes }) => [kind.tag, HTMLAttributes, 0],
  });

const nodeOf = (name, kind, rank, view) => {
  const isInline = INLINE.has(name);
  return Node.create({
    name,
    priority: 1000 - rank,
    topNode: name === "body",
    group: isInline ? "words" : LISTS.has(name) ? "list" : "",
    content: kind.content,
    inline: isInline,
    atom: !kind.content,
    selectable: !isInline && (!kind.content || Boolean(kind.node)),
    draggable: false,
    defining: Boolean(kind.node) || name === "quotation",
    isolating: ["table", "cell", "header_cell"].includes(name),
    marks: kind.content && !kind.content.includes("words") ? "" : undefined,
    addAttributes: () => attributesOf(kind),
    parseHTML: () => (kind.tag ? [{ tag: selector(kind), getAttrs: means(kind) }] : []),
    renderHTML: ({ HTMLAttributes }) =>
      kind.content ? [kind.tag, rendered(kind, HTMLAttributes), 0] : [kind.tag, rendered(kind, HTMLAttributes)],
    addNodeView: view ? () => view : null,
  });
};

// The extensions of the grammar. `views` are node views by the name of their kind.
export const schemaOf = (grammar, views = {}) => {
  const kinds = Object.entries(grammar.kinds);
  return [
    Text.extend({ group: "words" }),
    ...kinds.map(([name, kind], rank) => (kind.is_mark ? markOf(name, kind, rank) : nodeOf(name, kind, rank, views[name]))),
  ];
};
