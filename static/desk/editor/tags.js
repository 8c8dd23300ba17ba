// Tags as chips, with those that the text itself names offered beside them. The field underneath is what is sent.
import { addressOf, send } from "./addresses.js";
import { field, fill } from "./fields.js";
import { make } from "./make.js";
import { suggest } from "./suggest.js";

// As the field's own reading has it: commas part tags, quotes hold them together.
const read = (typed) => {
  const found = [];
  for (const match of typed.matchAll(/"([^"]*)"|([^,"]+)/g)) {
    const tag = (match[1] ?? match[2]).trim();
    if (tag) found.push(tag);
  }
  return found;
};
const written = (tags) => tags.map((tag) => (/[,\s]/.test(tag) ? `"${tag}"` : tag)).join(", ");

export const tagChips = () => {
  const input = field("tags");
  const room = document.getElementById("tag-chips");
  if (!input || !room) return;
  const plain = input.closest(".field");
  // A single tag of several words without a comma is parted by spaces: that is how the field reads it.
  const tags = () => (/[,"]/.test(input.value) ? read(input.value) : input.value.split(/\s+/).filter(Boolean));
  const set = (list) => {
    fill("tags", written(list) + (list.length === 1 && !/[\s,]/.test(list[0]) ? "," : ""));
    draw();
  };
  const add = (tag) => {
    if (!tags().some((one) => one.toLowerCase() === tag.toLowerCase())) set([...tags(), tag]);
  };
  const adder = document.getElementById("add-tag");
  const draw = () => {
    const add = adder.closest("li");
    while (add.previousElementSibling) add.previousElementSibling.remove();
    add.before(
      ...tags().map((tag) =>
        make("li", { class: "chip", dir: "auto" }, tag, make("button", { type: "button", "aria-label": `Remove ${tag}`, onclick: () => { set(tags().filter((one) => one !== tag)); adder.focus(); } }, "×")),
      ),
    );
  };
  suggest(adder, {
    address: addressOf("tags"),
    unknown: (words) => ({ label: words, value: words, says: "A new topic" }),
    choose: (item) => {
      adder.value = "";
      add(item.label);
    },
  });
  plain.hidden = true;
  room.hidden = false;
  input.addEventListener("change", draw); // A colleague's words, or what this device kept.
  draw();

  const offered = document.getElementById("tags-of-the-text");
  const fold = room.closest("details");
  const look = async () => {
    if (!field("body").value) return;
    const text = [field("headline").value, field("deck").value, field("body").value].join("\n");
    const answer = await send("topics_of", { text }).catch(() => null);
    const left = (answer?.found ?? []).filter((tag) => !tags().some((one) => one.toLowerCase() === tag.toLowerCase()));
    offered.hidden = !left.length;
    offered.replaceChildren(
      "The text names ",
      ...left.map((tag) => make("button", { type: "button", class: "linkish", onclick: () => { add(tag); look(); } }, tag)).flatMap((button, index) => (index ? [", ", button] : [button])),
    );
  };
  fold.addEventListener("toggle", () => fold.open && look());
  if (fold.open) look();
};
