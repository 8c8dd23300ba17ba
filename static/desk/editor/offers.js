// One line over the text that says what was done or offers to do something, with its buttons. It waits; it never asks twice.
import { make } from "./make.js";

const room = () => document.getElementById("offers");

// `choices` maps words to what they do; the line goes with any of them. `key` ("Tab") says the first by keyboard.
export const offer = (words, choices, { key = "" } = {}) => {
  const place = room();
  if (!place) return () => {};
  const close = () => line.remove();
  const said = Object.keys(choices).length > 1 ? choices : { ...choices, Close: () => {} };
  const buttons = Object.entries(said).map(([label, act], number) =>
    make(
      "button",
      { type: "button", class: number ? "button button--quiet" : "button", onclick: () => { close(); act(); } },
      label, key && !number ? make("kbd", { "aria-hidden": "true" }, key) : null,
    ),
  );
  const line = make("div", { class: "banner offer" }, make("p", {}, words), ...buttons);
  place.replaceChildren(line);
  return close;
};

// Say the first choice of the offer that stands, if its key was pressed. False if none stands.
export const takeOffer = (key) => {
  const button = room()?.querySelector("button");
  if (!button || button.querySelector("kbd")?.textContent !== key) return false;
  button.click();
  return true;
};
