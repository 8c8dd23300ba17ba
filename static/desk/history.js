// Two moments are compared as soon as they are chosen; without this the button does it.
const form = document.querySelector("form[aria-label='Revisions']");
form?.addEventListener("change", ({ target }) => target.type === "radio" && form.requestSubmit());
