// The editor on the story's page: the field of the form is what is sent, and stays true with every key.
import { Dropcursor, Editor, Gapcursor, History, Placeholder } from "django-prose-editor/editor";
import { boxViews } from "./boxes.js";
import { Bringing, watchForDrops } from "./bringing.js";
import { bylineChips } from "./bylines.js";
import { counters } from "./counters.js";
import { datelineChip, watchForDateline } from "./dateline.js";
import { Find } from "./find.js";
import { leadPicture } from "./lead.js";
import { watchLength } from "./length.js";
import { Links } from "./links.js";
import { make } from "./make.js";
import { takeOffer } from "./offers.js";
import { Paste } from "./paste.js";
import { Pins } from "./pins.js";
import { Room } from "./room.js";
import { schemaOf } from "./schema.js";
import { SlashMenu } from "./slash.js";
import { storedForm } from "./stored.js";
import { watchNotes } from "./noting.js";
import { watchStyle } from "./style.js";
import { tagChips } from "./tags.js";
import { wireToolbar } from "./toolbar.js";
import { Typing } from "./typing.js";
import { Writing } from "./writing.js";

const textarea = document.getElementById("id_body");

const write = (grammar) => {
  const element = make("div", { class: "writingroom" });
  textarea.before(element);
  textarea.hidden = true;
  const language = document.getElementById("id_language");
  const isReadOnly = textarea.readOnly;
  const editor = new Editor({
    element,
    injectCSS: false,
    editable: !isReadOnly,
    content: textarea.value,
    extensions: [
      ...schemaOf(grammar, boxViews(grammar)),
      History, Dropcursor, Gapcursor,
      Placeholder.configure({ placeholder: "Write, paste, or press / to put something in" }),
      SlashMenu, Writing, Links, Typing, Find, Bringing, Paste,
    ],
    editorProps: {
      attributes: {
        class: "copy",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": "body-label",
        spellcheck: "true",
      },
      handleKeyDown: (view, event) => event.key === "Tab" && !event.shiftKey && takeOffer("Tab"),
    },
    onUpdate: ({ editor: { state } }) => {
      textarea.value = storedForm(state.doc, grammar);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const speak = () => {
    const tag = language?.value || textarea.lang || "en";
    editor.view.dom.lang = tag;
    document.querySelectorAll("#story .own[data-line]").forEach((line) => { line.lang = tag; });
    const said = document.querySelector("[data-language]");
    if (said) said.textContent = tag;
    editor.view.dom.dir = textarea.dataset.rtl.split(" ").includes(tag.split("-")[0].toLowerCase()) ? "rtl" : "ltr";
  };
  language?.addEventListener("change", speak);
  speak();
  // Somebody else may write the field, to bring back what this device kept: the editor follows.
  textarea.addEventListener("change", () => {
    if (textarea.value !== storedForm(editor.state.doc, grammar)) editor.commands.setContent(textarea.value, { emitUpdate: false });
  });
  return editor;
};

counters();
bylineChips();
datelineChip();
leadPicture();
tagChips();
const room = new Room();
const described = document.getElementById("grammar");
if (textarea && described) {
  const editor = write(JSON.parse(described.textContent));
  if (editor.isEditable) {
    wireToolbar(editor, room);
    watchForDateline(editor);
    watchForDrops(editor);
    const pins = new Pins(editor);
    watchNotes(editor, pins);
    watchStyle(editor, pins);
  }
  watchLength(editor);
  // Whoever keeps, compares or brings together asks for the editor by this event.
  textarea.editor = editor;
  document.dispatchEvent(new CustomEvent("story:written", { detail: { editor, textarea } }));
}
