// How long the text is while it is written: words as `articles.body.word_count` counts them, and minutes to read.
const SPOKEN_A_MINUTE = 230;
const WIDE = /[\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]/gu;
const WORD = /[\p{L}\p{N}]/u;
const known = new WeakMap();

const squeezed = (words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const textOf = (block) => {
  const words = block.textBetween(0, block.content.size, "\n", " ");
  return block.type.name === "factbox" ? `${block.attrs["data-title"] ?? ""}\n${words}` : words;
};

const inText = (text) => {
  const spaced = text.replaceAll("—", " ");
  const characters = spaced.match(WIDE)?.length ?? 0;
  const rest = characters ? spaced.replace(WIDE, " ") : spaced;
  return characters + rest.split(/\s+/).filter((word) => WORD.test(word)).length;
};

const countOf = (block) => {
  if (!known.has(block)) known.set(block, inText(textOf(block)));
  return known.get(block);
};

export const countWords = (doc) => {
  let count = 0;
  const quotes = [];
  doc.forEach((block) => {
    if (block.type.name === "pullquote") quotes.push(block);
    else if (!block.isAtom) count += countOf(block);
  });
  if (!quotes.length) return count;
  let said = "";
  doc.forEach((block) => {
    if (block.type.name !== "pullquote" && !block.isAtom) said += ` ${textOf(block)}`;
  });
  const words = squeezed(said);
  return count + quotes.filter((block) => !words.includes(squeezed(textOf(block)))).reduce((sum, block) => sum + countOf(block), 0);
};

// Keep the panel's length true.
export const watchLength = (editor) => {
  const show = () => {
    const gauge = document.getElementById("gauge");
    if (!gauge) return;
    const words = countWords(editor.state.doc);
    gauge.querySelector("[data-words]").textContent = words.toLocaleString("en");
    gauge.querySelector("[data-minutes]").textContent = Math.max(1, Math.round(words / SPOKEN_A_MINUTE));
    const meter = gauge.querySelector("meter");
    if (!meter) return;
    meter.value = words;
    meter.setAttribute("aria-label", `${words} words of ${gauge.dataset.commissioned} commissioned`);
  };
  editor.on("update", show);
  document.addEventListener("story:panel", show);
  show();
};
