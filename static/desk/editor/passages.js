// Where the words stand in a text that a note is about: of several places the one between the same words, and where the
// words themselves were rewritten, what stands between them now.
const SPACE = /\s/g;
const MOST = 3; // Times as long as the words were is what stands in their place at most.
const SURE = 12; // Characters beside the words: with as many the same, the place is known.
const line = (words) => words.replace(SPACE, " ");

// A text in one line with single spaces, and the place in the document of each of its characters.
export const flat = (doc) => {
  let text = "";
  const places = [];
  const add = (sign, at) => {
    if (sign === " " && text.endsWith(" ")) return;
    text += sign;
    places.push(at);
  };
  doc.descendants((node, at) => {
    if (node.isText) line(node.text).split("").forEach((sign, index) => add(sign, at + index));
    else if (node.isTextblock || node.isLeaf) add(" ", at);
  });
  return { text, places };
};

const sameEnd = (one, other) => {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one.at(-1 - count) === other.at(-1 - count)) count += 1;
  return count;
};
const sameStart = (one, other) => {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one[count] === other[count]) count += 1;
  return count;
};

const standing = (text, { words, before, after }) => {
  const found = [];
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + 1)) {
    const end = start + words.length;
    const alike = sameEnd(text.slice(0, start).trimEnd(), before) + sameStart(text.slice(end).trimStart(), after);
    found.push({ start, end, alike });
  }
  return found.reduce((best, one) => (best && best.alike >= one.alike ? best : one), null);
};

const rewritten = (text, { words, before, after }) => {
  const [left, right] = [before.slice(-SURE), after.slice(0, SURE)];
  if (!left || !right || left.length + right.length < SURE) return null;
  for (let at = text.indexOf(left); at >= 0; at = text.indexOf(left, at + 1)) {
    const start = at + left.length;
    const end = text.indexOf(right, start);
    const length = text.slice(start, end).trim().length;
    if (end >= 0 && length && length <= words.length * MOST) return { start: start + (text[start] === " "), end: end - (text[end - 1] === " ") };
  }
  return null;
};

// The range of the document, or null where nothing is left of it.
export const placeOf = ({ text, places }, { words, before = "", after = "" }) => {
  const asked = { words: line(words), before: line(before), after: line(after) };
  if (!asked.words) return null;
  const there = standing(text, asked), other = rewritten(text, asked);
  const found = other && (there?.alike ?? 0) < SURE ? other : there;
  return found ? { from: places[found.start], to: places[found.end - 1] + 1 } : null;
};

// What stands beside a range, as a note keeps it.
export const around = ({ text, places }, { from, to }, length = 60) => {
  const start = places.findIndex((place) => place >= from);
  const end = places.findIndex((place) => place >= to);
  return {
    words: text.slice(start, end < 0 ? undefined : end).trim(),
    before: text.slice(0, start).trimEnd().slice(-length),
    after: end < 0 ? "" : text.slice(end).trimStart().slice(0, length),
  };
};
