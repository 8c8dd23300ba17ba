// The buttons over the text. They say what holds where the cursor is; the arrows go along them.
import { INSERTS, insertNamed } from "./insert.js";
import { askForLink } from "./links.js";

const acts = (room) => ({
  text: (editor) => editor.chain().focus().setNode("paragraph").run(),
  strong: (editor) => editor.chain().focus().toggleMark("strong").run(),
  emphasis: (editor) => editor.chain().focus().toggleMark("emphasis").run(),
  link: askForLink,
  insert: (editor) => {
    const { $from } = editor.state.selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, undefined, " ");
    editor.chain().focus().insertContent(!before || before.endsWith(" ") ? "/" : " /").run();
  },
  find: (editor) => editor.storage.find.finder.open(),
  alone: () => room.toggle(),
});

const isOn = (editor, name) => {
  if (name === "text") return editor.state.selection.$from.parent.type.name === "paragraph" && !editor.isActive("quotation") && !editor.isActive("item");
  return ["strong", "emphasis", "link", "heading", "subheading", "quotation", "list", "numbered_list"].includes(name) && editor.isActive(name);
};

export const wireToolbar = (editor, room) => {
  const bar = document.querySelector(".tools");
  const buttons = [...bar.querySelectorAll("[data-act]")];
  const known = acts(room);
  bar.hidden = false;
  for (const button of buttons) {
    const { act } = button.dataset;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => (known[act] ?? insertNamed(act)?.make)?.(editor));
  }
  const show = () => buttons.filter((button) => button.hasAttribute("aria-pressed")).forEach((button) => button.setAttribute("aria-pressed", String(isOn(editor, button.dataset.act))));
  editor.on("transaction", show);
  show();
  buttons.forEach((button, number) => { button.tabIndex = number ? -1 : 0; });
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = buttons.indexOf(document.activeElement);
    if (!by || at < 0) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    const next = buttons[(at + by + buttons.length) % buttons.length];
    next.tabIndex = 0;
    next.focus();
  });
};

export { INSERTS };
