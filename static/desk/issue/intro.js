// What an issue says first, in the editor of stories, with fewer buttons: the field of the form is what is sent.
import { Editor, History } from "django-prose-editor/editor";
import { Links } from "../editor/links.js";
import { make } from "../editor/make.js";
import { schemaOf } from "../editor/schema.js";
import { storedForm } from "../editor/stored.js";
import { wireToolbar } from "../editor/toolbar.js";
import { Writing } from "../editor/writing.js";

const textarea = document.getElementById("id_intro");
const grammar = JSON.parse(document.getElementById("grammar").textContent);
const element = make("div", { class: "writingroom" });
const isRtl = textarea.dataset.rtl.split(" ").includes(textarea.lang.split("-")[0].toLowerCase());
textarea.before(element);
textarea.hidden = true;

const editor = new Editor({
  element,
  injectCSS: false,
  content: textarea.value,
  extensions: [...schemaOf(grammar), History, Writing, Links],
  editorProps: {
    attributes: {
      class: "copy",
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": "intro-label",
      lang: textarea.lang,
      dir: isRtl ? "rtl" : "ltr",
      spellcheck: "true",
    },
  },
  onUpdate: ({ editor: { state } }) => {
    textarea.value = storedForm(state.doc, grammar);
  },
});
wireToolbar(editor);
