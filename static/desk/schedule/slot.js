// The page of a slot comes as a dialog over the schedule; what is sent from here is answered in place.
import { reasons, refuse, send, stand } from "./page.js";

let over = null;
let asked = null; // The thing whose slot is open.

const dialog = () => {
  if (!over) {
    over = Object.assign(document.createElement("dialog"), { className: "overslot" });
    over.setAttribute("aria-labelledby", "slot-title");
    over.addEventListener("close", () => asked && stand(asked));
    document.body.append(over);
  }
  return over;
};

const fill = (page) => {
  const slot = page.querySelector(".slotpage");
  if (!slot) return false;
  dialog().replaceChildren(document.importNode(slot, true));
  return true;
};

export const open = async (link) => {
  if (!link?.pathname.includes("/slot/")) return link?.click();
  const answer = await fetch(link.href, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !fill(page)) return window.location.assign(link.href);
  asked = link.closest("[id]")?.id;
  dialog().showModal();
  dialog().querySelector("[name=at]").focus();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#schedule a[href*='/slot/']");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.button) {
    event.preventDefault();
    open(link).catch(() => window.location.assign(link.href));
  }
  if (over && event.target.closest?.("[data-closes]") && over.open) {
    event.preventDefault();
    over.close();
  }
});

// In the dialog, where one is open: it would hide what is said behind it.
const sayWhyNot = (words) => {
  if (!over?.open) return refuse(words);
  const told = over.querySelector("[data-resolves]");
  told.className = "resolved resolved--refused";
  told.textContent = words;
};

const plainly = (form, button) => {
  form.dataset.plain = "";
  form.requestSubmit(button);
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-sends], #undo") || form.dataset.plain) return;
  event.preventDefault();
  if (form.ariaBusy) return; // A second press while the first is on its way says nothing new.
  form.ariaBusy = "true";
  refuse("");
  try {
    const page = await send(form.action, new FormData(form, event.submitter));
    if (!page) over?.close();
    else if (over?.open && fill(page)) over.querySelector("[aria-invalid=true], [name=at]").focus();
    else sayWhyNot(`It stays where it was. ${reasons(page)}`);
  } catch {
    plainly(form, event.submitter);
  } finally {
    form.ariaBusy = null;
  }
});
