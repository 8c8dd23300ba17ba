// The field in which a related story is found by its headline.
import { make } from "./make.js";
import { suggest } from "./suggest.js";
import { addressOf } from "./addresses.js";

const headlines = new Map();

const headlineOf = async (number) => {
  if (!headlines.has(number)) {
    const answer = await fetch(`${addressOf("stories")}?${new URLSearchParams({ number })}`).catch(() => null);
    const found = answer?.ok ? (await answer.json()).found[0] : null;
    headlines.set(number, found?.label ?? `Story ${number}, which is not in your reach`);
  }
  return headlines.get(number);
};

export const offerStories = (box) => {
  const words = make("p", { class: "node__headline", dir: "auto" });
  const input = make("input", { class: "input", type: "text", "aria-label": "Find the story by its headline", placeholder: "Type words of its headline" });
  const room = make("div", { class: "node__find", contenteditable: "false" }, words, input);
  suggest(input, {
    address: addressOf("stories"),
    choose: (item) => {
      headlines.set(String(item.value), item.label);
      input.value = "";
      box.say("data-story", String(item.value));
      box.editor.commands.focus();
    },
  });
  box.shown = async (node) => {
    const number = node.attrs["data-story"];
    input.hidden = Boolean(number) || !box.editor.isEditable;
    words.textContent = number ? await headlineOf(number) : "";
  };
  return room;
};
