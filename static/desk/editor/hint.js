// What the house asks about at hand: its words are opened in the text and its pin stands beside them. F7 goes to the
// next, Tab changes it as the house writes it, Ctrl Alt H lets it stand here, Esc leaves it.
import { make } from "./make.js";

const LONGEST = 60; // Characters of the words in a pin.
const short = (words) => (words.length > LONGEST ? `${[...words].slice(0, LONGEST - 3).join("")}…` : words);

// What it says: its words, what the house would write, and why.
export const sentences = (hint) => {
  const words = `“${short(hint.words)}”`;
  const says = hint.use ? [`${words} → `, make("b", {}, hint.use)] : [`${words}${hint.use === "" ? " can go" : ""}`];
  return [hint.words ? make("p", { dir: "auto" }, ...says) : null, make("p", { class: "says" }, hint.reason)];
};

export class HintAtHand {
  // `style` knows the hints, where they stand by now, and how to change or waive them.
  constructor(style, pins) {
    Object.assign(this, { style, pins, hint: null });
    document.addEventListener("keydown", (event) => this.onKey(event), true);
    style.editor.on("selectionUpdate", () => this.follow());
    style.editor.view.dom.addEventListener("click", ({ clientX: left, clientY: top }) => {
      const place = style.editor.view.posAtCoords({ left, top });
      this.open(place && style.under(place.pos));
    });
  }

  onKey(event) {
    const act = this.actFor(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  actFor(event) {
    const { altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.key === "F7" && !altKey && !ctrlKey && !metaKey) return () => this.next(shiftKey ? -1 : 1);
    if (!this.hint || !this.isWhereOneWrites(event.target)) return null;
    if (event.key === "Tab" && !shiftKey && this.hint.use !== null) return () => this.style.change(this.hint);
    if (event.key === "Escape") return () => this.open(null);
    if (ctrlKey && altKey && event.code === "KeyH") return () => this.style.letStand(this.hint);
    return null;
  }

  isWhereOneWrites(target) {
    return target === this.style.field(this.hint) || this.style.editor.view.dom.contains(target);
  }

  // From where one writes to the next that the house asks about, from the first again; from one at hand to its neighbour.
  next(by) {
    const hints = this.style.inOrder();
    if (!hints.length) return;
    const from = this.hint ? hints.indexOf(this.hint) : this.before(hints, by);
    this.go(hints[(from + by + hints.length) % hints.length]);
  }

  before(hints, by) {
    const { head } = this.style.editor.state.selection;
    if (!this.style.editor.isFocused) return by > 0 ? -1 : 0;
    const after = hints.findIndex((hint) => (this.style.where(hint)?.from ?? -1) >= head);
    return after < 0 ? hints.length - (by > 0 ? 1 : 0) : after - (by > 0 ? 1 : 0);
  }

  go(hint) {
    const field = this.style.field(hint);
    const place = this.style.where(hint);
    if (field) {
      const at = field.value.indexOf(hint.words);
      field.focus();
      if (at >= 0) field.setSelectionRange(at, at + hint.words.length);
    } else if (place) this.style.editor.chain().focus().setTextSelection(place).scrollIntoView().run();
    this.open(hint);
    this.pins.room.querySelector(".pin--hint").scrollIntoView({ block: "nearest" });
  }

  open(hint) {
    this.hint = hint;
    this.style.mark(hint);
    this.pins.put("hint", hint ? [{ element: this.pin(hint), where: () => this.style.field(hint) ?? this.style.where(hint) }] : []);
  }

  // It stays at hand while the cursor is in its words.
  follow() {
    if (!this.hint || this.style.field(this.hint)) return;
    const place = this.style.where(this.hint);
    const { from, to } = this.style.editor.state.selection;
    if (!place || from < place.from || to > place.to) this.open(null);
  }

  pin(hint) {
    const press = (label, key, act) => make("button", { type: "button", class: "linkish", onclick: act }, `${label} `, make("kbd", { "aria-hidden": "true" }, key));
    return make(
      "div", { class: "pin pin--hint", role: "note" },
      make("p", { class: "pin__who" }, make("b", { class: "mark mark--weigh" }, "House style")),
      ...sentences(hint),
      make(
        "p", { class: "button-row says" },
        hint.use === null ? null : press("Change it", "Tab", () => this.style.change(hint)),
        press("Not here", "Ctrl Alt H", () => this.style.letStand(hint)),
        press("Next", "F7", () => this.next(1)),
      ),
    );
  }
}
