// Bylines as chips, written by typing a name. The rows of the form stay underneath, and are what is sent.
import { addressOf, send } from "./addresses.js";
import { make } from "./make.js";
import { offer } from "./offers.js";
import { suggest } from "./suggest.js";

const rowsRoom = () => document.getElementById("byline-rows");
const rows = () => [...rowsRoom().querySelectorAll("[data-byline]")];
const part = (row, name) => row.querySelector(`[name$="-${name}"]`);
const isFilled = (row) => part(row, "author").value.trim() !== "";
const shown = () => rows().filter(isFilled).sort((one, other) => Number(part(one, "position").value) - Number(part(other, "position").value));

const told = (input) => input.dispatchEvent(new Event("input", { bubbles: true }));

const number = (filled = shown()) => filled.forEach((row, index) => { part(row, "position").value = index + 1; });

const emptyRow = () => {
  const empty = rows().find((row) => !isFilled(row));
  if (empty) return empty;
  const total = document.querySelector('[name="bylines-TOTAL_FORMS"]');
  const room = make("div");
  room.innerHTML = document.getElementById("byline-row").innerHTML.replaceAll("__prefix__", total.value);
  const row = room.firstElementChild;
  rowsRoom().append(row);
  total.value = Number(total.value) + 1;
  return row;
};

export const addByline = ({ name, role = "" }) => {
  const row = emptyRow();
  part(row, "author").value = name;
  part(row, "role").value = role;
  part(row, "credit").value = "";
  part(row, "position").value = shown().length + 1;
  number();
  told(part(row, "author"));
  draw();
};

// What the rows hold, and how to put it back.
export const rememberBylines = () => shown().map((row) => ({ name: part(row, "author").value, role: part(row, "role").value, credit: part(row, "credit").value }));
export const restoreBylines = (credits) => {
  rows().forEach(empty);
  credits.forEach((credit) => {
    addByline(credit);
    part(shown().at(-1), "credit").value = credit.credit ?? "";
  });
  draw();
};

const empty = (row) => ["author", "role", "credit", "position"].forEach((name) => { part(row, name).value = ""; });

const remove = (row) => {
  const before = rememberBylines();
  const name = part(row, "author").value;
  empty(row);
  number();
  told(part(row, "author"));
  draw();
  document.getElementById("add-byline").focus();
  offer(`${name} is off the bylines.`, { "Put back": () => restoreBylines(before) });
};

const move = (row, by) => {
  const filled = shown();
  const from = filled.indexOf(row);
  const to = from + by;
  if (to < 0 || to >= filled.length) return;
  filled.splice(to, 0, ...filled.splice(from, 1));
  number(filled);
  told(part(row, "position"));
  draw();
  chips().children[to].querySelector("button").focus();
};

const chips = () => document.getElementById("byline-chips");

const chip = (row) => {
  const name = part(row, "author").value;
  const role = make("input", { class: "chip__role", value: part(row, "role").value, placeholder: "words", "aria-label": `What ${name} did`, list: "byline-roles" });
  role.addEventListener("input", () => {
    part(row, "role").value = role.value;
    told(part(row, "role"));
  });
  const off = make("button", { type: "button", "aria-label": `Remove ${name}; Alt and an arrow move it`, onclick: () => remove(row) }, "×");
  const item = make("li", { class: "chip" }, part(row, "credit").value || name, role, off);
  item.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    move(row, event.key === "ArrowRight" ? 1 : -1);
  });
  return item;
};

const draw = () => {
  // The field stays where it is, so that whoever types in it goes on.
  const add = chips().lastElementChild;
  while (add.previousElementSibling) add.previousElementSibling.remove();
  add.before(...shown().map(chip));
};

const makeAuthor = async (item) => {
  const answer = await send("make_author", { name: item.name }).catch(() => null);
  if (answer) addByline({ name: answer.name, role: item.role });
  else offer(`“${item.name}” could not be made an author: the server did not answer.`, { "Try again": () => makeAuthor(item) });
};

export const bylineChips = () => {
  if (!chips()) return;
  document.getElementById("bylines").classList.add("visually-hidden");
  rowsRoom().inert = true;
  chips().hidden = false;
  const input = document.getElementById("add-byline");
  suggest(input, {
    address: addressOf("authors"),
    choose: (item) => {
      input.value = "";
      if (item.is_new) makeAuthor(item);
      else if (item.name) addByline(item);
    },
  });
  // Credits that a colleague changed meanwhile.
  document.getElementById("story").addEventListener("desk:bylines", (event) => {
    event.preventDefault();
    restoreBylines(event.detail);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && !input.value && shown().length) chips().querySelector(".chip:nth-last-child(2) button").focus();
  });
  draw();
};
