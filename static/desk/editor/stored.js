// How the text is stored: one block a line, as the server's cleaning sets it. Blocks that did not change are not set again.
import { pm } from "django-prose-editor/editor";

const set = new WeakMap();

// An item with one paragraph has its words bare.
const bareItems = (element) => {
  for (const item of element.querySelectorAll("li")) {
    const paragraphs = [...item.children].filter((child) => child.localName === "p");
    if (paragraphs.length === 1) paragraphs[0].replaceWith(...paragraphs[0].childNodes);
  }
};

const htmlOf = (block, serializer) => {
  if (!set.has(block)) {
    const room = document.createElement("div");
    room.append(serializer.serializeNode(block));
    bareItems(room);
    set.set(block, room.innerHTML);
  }
  return set.get(block);
};

// A paragraph without words is for writing in; an embed without its address means nothing yet; a gallery holds pictures.
const isSomething = (block, grammar) => {
  const { needs } = grammar.kinds[block.type.name];
  if (needs.length && !needs.some((name) => block.attrs[name])) return false;
  if (block.isAtom || block.textContent.trim()) return true;
  return block.content.content.some((held) => held.isBlock && held.isAtom && isSomething(held, grammar));
};

// The document as the field `body` holds it.
export const storedForm = (doc, grammar) => {
  const serializer = pm.model.DOMSerializer.fromSchema(doc.type.schema);
  const lines = [];
  doc.forEach((block) => {
    if (isSomething(block, grammar)) lines.push(htmlOf(block, serializer));
  });
  return lines.join("\n");
};
