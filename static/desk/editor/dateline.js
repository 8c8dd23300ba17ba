// The dateline as a chip: typed in its field, or at the head of the text, where it is recognised and offered.
import { addressOf, send } from "./addresses.js";
import { field, fill, remember, restore } from "./fields.js";
import { make } from "./make.js";
import { offer } from "./offers.js";
import { suggest } from "./suggest.js";

const NAMES = ["dateline", "dateline_date", "dateline_text"];
const HEAD = 90;
// A dash that ends what may be a dateline: “PARIS, May 3 — ”.
const ENDS = /[—–]\s?$/;

const draw = async () => {
  const room = document.getElementById("dateline-chip");
  if (!room) return;
  const [place, date, text] = NAMES.map((name) => field(name)?.value ?? "");
  room.replaceChildren();
  const isThere = Boolean(place || text);
  document.getElementById("add-dateline").closest(".chip").hidden = isThere;
  if (!isThere) return;
  const answer = await fetch(`${addressOf("read_dateline")}?${new URLSearchParams({ place, date, text, language: field("language")?.value ?? "" })}`).catch(() => null);
  const read = answer?.ok ? await answer.json() : { printed: text || place, says: "" };
  room.replaceChildren(
    make(
      "span",
      { class: "chip" },
      make("b", { dir: "auto" }, read.printed),
      read.says ? make("small", {}, read.says) : null,
      make("button", { type: "button", "aria-label": "Remove the dateline", onclick: clear }, "×"),
    ),
  );
};

export const setDateline = (read) => {
  fill("dateline", read.place);
  fill("dateline_date", read.date ?? "");
  fill("dateline_text", read.text ?? "");
  draw();
};

const clear = () => {
  const before = remember(NAMES);
  NAMES.forEach((name) => fill(name, ""));
  draw();
  document.getElementById("add-dateline").focus();
  offer("The dateline is gone.", { "Put back": () => { restore(before); draw(); } });
};

export const rememberDateline = () => remember(NAMES);
export const restoreDateline = (before) => { restore(before); draw(); };

const makePlace = async (item) => {
  const answer = await send("make_dateline", { place: item.name }).catch(() => null);
  if (answer) setDateline({ ...item, place: answer.place });
  else offer(`“${item.name}” could not be made a dateline: the server did not answer.`, { "Try again": () => makePlace(item) });
};

export const datelineChip = () => {
  const input = document.getElementById("add-dateline");
  if (!input) return;
  document.getElementById("dateline-fields").hidden = true;
  document.getElementById("dateline-chips").hidden = false;
  suggest(input, {
    address: addressOf("datelines"),
    choose: (item) => {
      input.value = "";
      if (item.is_new) makePlace(item);
      else if (item.place) setDateline(item);
    },
  });
  // A colleague's dateline, or what this device kept, comes into several fields at once.
  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw);
  };
  [...NAMES, "language"].forEach((name) => field(name)?.addEventListener("change", soon));
  draw();
};

// Offer to take a dateline out of the head of the text as soon as its dash is typed.
export const watchForDateline = (editor) => {
  let asked = "";
  let close = () => {};
  const isAtHead = () => editor.state.selection.$from.index(0) === 0;
  editor.on("selectionUpdate", () => isAtHead() || close());
  editor.on("update", async () => {
    const first = editor.state.doc.firstChild;
    const { $from } = editor.state.selection;
    if (first?.type.name !== "paragraph" || $from.depth !== 1 || $from.index(0) !== 0 || field("dateline")?.value) return;
    const typed = first.textBetween(0, $from.parentOffset, undefined, " ");
    if (typed.length > HEAD || !ENDS.test(typed) || typed.trim() === asked) return;
    asked = typed.trim();
    const read = await send("read_dateline", { text: typed }).catch(() => null);
    if (!read?.found || !editor.state.doc.firstChild.textContent.startsWith(read.typed)) return;
    const take = () => {
      const before = rememberDateline();
      const length = editor.state.doc.firstChild.textContent.startsWith(`${read.typed} `) ? read.typed.length + 1 : read.typed.length;
      editor.chain().deleteRange({ from: 1, to: 1 + length }).focus().run();
      if (read.is_new) makePlace(read);
      else setDateline(read);
      const giveBack = () => {
        restoreDateline(before);
        editor.chain().insertContentAt(1, `${read.typed} `).focus().run();
      };
      offer(`${read.label} is the dateline.`, { "Leave it in the text": giveBack });
    };
    if (read.is_new && !read.may_make) offer(`“${read.label}” reads like a dateline, but no such place is listed yet. Ask an editor to add it.`, { "Leave it": () => editor.commands.focus() });
    else if (isAtHead()) close = offer(`${read.label} reads like the dateline.`, { "Put it in its field": take, "Leave it": () => editor.commands.focus() }, { key: "Tab" });
  });
};
