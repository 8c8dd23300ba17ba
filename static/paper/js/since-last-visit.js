// Which paragraphs are new since this reader was here. What was read stays on the device: when, and a few letters for
// each paragraph, of the last hundred stories.

const KEY = "read";
const STORIES = 100;
const TEXT = ".article__body > :is(p, h2, h3, ul, ol, blockquote, .aside, .note, .table)";

const fingerprint = (block) => {
  let sum = 5381;
  for (const letter of block.textContent.replace(/\s+/g, " ").trim()) sum = (sum * 33) ^ letter.codePointAt(0);
  return (sum >>> 0).toString(36);
};

function kept() {
  try {
    return new Map(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Map(); // not ours, or this device keeps nothing
  }
}

function keep(stories) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...stories].slice(-STORIES)));
  } catch {
    // no room, or none allowed
  }
}

function tell(fresh, at) {
  const number = fresh.length === 1 ? "1 paragraph is" : `${fresh.length} paragraphs are`;
  const clock = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
  const when = new Date(at).toLocaleString("en-GB", clock);
  line.querySelector("[data-since-words]").textContent = `${number} new since you read this on ${when}.`;
  line.hidden = false;
  for (const block of fresh) {
    const mark = document.createElement("span");
    Object.assign(mark, { className: "new-mark", lang: "en", textContent: "New" });
    block.classList.add("is-new");
    (block.matches("ul, ol, blockquote") ? block.firstElementChild : block).prepend(mark, " ");
  }
}

const line = document.querySelector("[data-since]");
const blocks = [...document.querySelectorAll(TEXT)];
const now = blocks.map(fingerprint);
const stories = kept();
const { 0: at, 1: seen } = stories.get(location.pathname) ?? {};
const fresh = blocks.filter((_, place) => Array.isArray(seen) && !seen.includes(now[place]));
if (fresh.length) tell(fresh, at);
stories.delete(location.pathname);
keep(stories.set(location.pathname, [Date.now(), now]));
