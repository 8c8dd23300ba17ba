// Keys of the story's page: its verbs, its other rooms, what is to be put right, and the text alone.
import { addressOf } from "./addresses.js";

// Colleagues' notes and moves come into the panel with a save at the latest after so many milliseconds.
const FRESH = 60_000;
const focusable = "a[href], button:not([disabled]), summary, input:not([type=hidden]), textarea, select";

export class Room {
  constructor() {
    this.panel = document.querySelector(".panel");
    this.at = -1;
    document.querySelector("#keys .keys")?.append(document.getElementById("story-keys").content);
    // Whoever keeps the text in the background says when it did, and what the panel tells of it by now.
    document.addEventListener("story:saved", ({ detail }) => this.isStale(detail) && this.refresh());
    document.addEventListener("story:begun", ({ detail }) => this.begin(detail.address));
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("[data-field]");
      if (link) this.jump(event, link);
    });
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    const isCommand = event.ctrlKey || event.metaKey;
    const act =
      (isCommand && event.key === "Enter" && (() => document.querySelector("[data-main-verb]")?.click())) ||
      (isCommand && event.key === "." && (() => this.verbs())) ||
      (isCommand && event.shiftKey && event.key.toLowerCase() === "f" && (() => this.toggle())) ||
      (event.key === "F6" && (() => this.other())) ||
      (event.key === "F8" && (() => this.next(event.shiftKey ? -1 : 1))) ||
      (event.altKey && !isCommand && /^[1-4]$/.test(event.key) && (() => document.querySelector(`.storybar [data-key="${event.key}"]`)?.click()));
    if (!act) return;
    event.preventDefault();
    act();
  }

  // A save of more words alone changes nothing that the panel tells; its length is counted on the page.
  isStale(saved) {
    const isSame = saved?.panel && saved.panel === this.told && Date.now() < this.asked + FRESH;
    this.told = saved?.panel;
    return !isSame;
  }

  async refresh() {
    this.asked = Date.now();
    const answer = addressOf("panel") && (await fetch(addressOf("panel")).catch(() => null));
    if (!answer?.ok || this.panel.contains(document.activeElement)) {
      this.told = null;
      return;
    }
    const opened = [...this.panel.querySelectorAll("details")].map((fold) => fold.open);
    this.panel.innerHTML = await answer.text();
    this.panel.querySelectorAll("details").forEach((fold, number) => { fold.open = opened[number] ?? fold.open; });
    const states = JSON.parse(document.getElementById("fold-states").textContent);
    document.querySelectorAll("[data-fold]").forEach((said) => { said.textContent = states[said.dataset.fold]; });
    document.dispatchEvent(new CustomEvent("story:panel"));
  }

  // A new story was kept for the first time: the bar shows where it stands and its other rooms.
  async begin(address) {
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [path, tabs] = [".storybar__path", ".storybar__tabs"].map((part) => page.querySelector(part));
    if (path && tabs) document.querySelector(".storybar__path").replaceWith(path, tabs);
  }

  // The story without anything beside it.
  toggle() {
    const isAlone = document.body.classList.toggle("only-text");
    document.querySelector('[data-act="alone"]')?.setAttribute("aria-pressed", String(isAlone));
    document.querySelector(".ProseMirror")?.focus({ preventScroll: true });
  }

  verbs() {
    document.body.classList.remove("only-text");
    const more = this.panel?.querySelector("[data-verbs] :is(button, a), [data-main-verb]");
    more?.focus();
  }

  other() {
    const inside = this.panel?.contains(document.activeElement);
    document.body.classList.remove("only-text");
    if (inside) (this.before?.isConnected ? this.before : document.querySelector(".ProseMirror, #id_body"))?.focus();
    else {
      this.before = document.activeElement;
      this.panel?.querySelector(focusable)?.focus();
    }
  }

  // The next thing to put right, from the first again.
  next(by) {
    const links = [...document.querySelectorAll(".checks [data-field]")];
    if (!links.length) return;
    this.at = (this.at + by + links.length) % links.length;
    links[this.at].click();
  }

  jump(event, link) {
    const wanted = link.dataset.field;
    const bare = { body: ".ProseMirror .wrong textarea", lead_picture: "#lead-picture .wrong textarea" }[wanted];
    const target = { body: ".ProseMirror", bylines: "#add-byline", dateline: "#add-dateline", notes: "#notes a", lead_picture: "#lead-picture :is(button, input):not([hidden])" }[wanted];
    const field = (bare && document.querySelector(bare)) ?? document.querySelector(target ?? `#id_${wanted}`) ?? document.getElementById(`id_${wanted}`);
    if (!field) return;
    event.preventDefault();
    document.body.classList.remove("only-text");
    const fold = field.closest("details");
    if (fold) fold.open = true;
    field.focus();
    field.scrollIntoView({ block: "center" });
  }
}
