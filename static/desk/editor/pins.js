// What stands beside the text, level with the words it is about: open notes, and what the house asks at hand. Where
// there is no room beside it, only what is at hand is shown, under its words; the rest stays in its list.
const GAP = 14; // Pixels between two pins.
const TO_BAR = 8;

export class Pins {
  constructor(editor) {
    this.room = document.getElementById("pins");
    this.editor = editor;
    this.pinned = new Map();
    const later = () => {
      cancelAnimationFrame(this.waiting);
      this.waiting = requestAnimationFrame(() => this.lay());
    };
    editor.on("transaction", later);
    new ResizeObserver(later).observe(editor.view.dom);
    window.addEventListener("resize", later);
    this.later = later;
  }

  // `pins` of one kind, each an element and how to find its words: `where()` gives a range of the text, a field, or null.
  put(kind, pins) {
    this.pinned.set(kind, pins);
    this.room.querySelector(`[data-pins="${kind}"]`).replaceChildren(...pins.map(({ element }) => element));
    this.lay();
  }

  lay() {
    const { top, left } = this.room.getBoundingClientRect();
    const isBeside = left >= this.editor.view.dom.getBoundingClientRect().right;
    this.room.classList.toggle("pins--under", !isBeside);
    const placed = [...this.pinned.values()].flat().map((pin) => ({ ...pin, at: this.heightOf(pin.where()) }));
    placed.forEach(({ element, at }) => { element.hidden = !at; });
    let free = -Infinity;
    for (const { element, at } of placed.filter((pin) => pin.at).sort((one, other) => one.at.top - other.at.top)) {
      const wanted = (isBeside ? at.top : at.bottom + TO_BAR) - top;
      const place = isBeside ? Math.max(wanted, free) : wanted;
      element.style.insetBlockStart = `${place}px`;
      free = place + element.offsetHeight + GAP;
    }
  }

  heightOf(place) {
    if (!place) return null;
    if (place instanceof HTMLElement) return place.getBoundingClientRect();
    const { view } = this.editor;
    return { top: view.coordsAtPos(place.from).top, bottom: view.coordsAtPos(place.to).bottom };
  }
}
