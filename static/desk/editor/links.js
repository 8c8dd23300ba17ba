// Linking words: a small dialog with the address, opened with Ctrl L.
import { Extension } from "django-prose-editor/editor";
import { make } from "./make.js";

// Where a link may lead, as the server's grammar says: the web, a mail address, a page of this site.
const LEADS = /^(https?:\/\/[^\s/]+|mailto:[^\s@]+@[^\s@]+|\/(?![/\\]))/i;

const whole = (typed) => {
  const address = typed.trim();
  if (LEADS.test(address)) return address;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(address) ? `https://${address}` : "";
};

export const askForLink = (editor) => {
  if (editor.isActive("link")) editor.commands.extendMarkRange("link");
  const { empty } = editor.state.selection;
  const had = editor.getAttributes("link").href ?? "";
  const input = make("input", { class: "input", id: "link-address", type: "text", inputmode: "url", autocomplete: "off", value: had, "aria-describedby": "link-help" });
  const help = make("p", { class: "field__help", id: "link-help" }, empty && !had ? "The address is put in as its own words." : "A web address, a mail address, or a page of ours from its first slash.");
  const close = () => dialog.close();
  const form = make(
    "form",
    { method: "dialog", class: "linking" },
    make("p", { class: "field" }, make("label", { for: "link-address" }, "Where it leads"), input),
    help,
    make(
      "p",
      { class: "button-row" },
      make("button", { type: "submit", class: "button button--primary" }, had ? "Change it" : "Link"),
      had ? make("button", { type: "button", class: "button", onclick: () => { editor.chain().unsetMark("link").run(); close(); } }, "Take the link off") : null,
      make("button", { type: "button", class: "button button--quiet", onclick: close }, "Not now"),
    ),
  );
  const dialog = make("dialog", { class: "dialog dialog--small", "aria-label": "Link" }, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const href = whole(input.value);
    if (!href) {
      input.setAttribute("aria-invalid", "true");
      help.className = "field__error";
      help.textContent = "That is no address: begin it with https://, or with a slash for a page of ours.";
      return;
    }
    const chain = editor.chain();
    if (empty && !had) chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] });
    else chain.setMark("link", { href });
    chain.run();
    close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.commands.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return true;
};

export const Links = Extension.create({
  name: "linking",
  priority: 1500,
  addKeyboardShortcuts() {
    return { "Mod-l": () => askForLink(this.editor), "Mod-k": () => false };
  },
});
