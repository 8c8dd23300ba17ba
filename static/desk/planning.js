// On the budget what is planned is sent as it is chosen, and the answer takes its place without losing one's own.
const swap = (page, id) => {
  const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
  if (old && fresh) old.replaceWith(fresh);
  else if (old) old.remove();
  return fresh;
};

const tell = (page) => {
  document.querySelectorAll(".toast, .messagelist").forEach((old) => old.remove());
  const toast = page.querySelector(".toast");
  const messages = page.querySelector(".messagelist");
  if (toast) document.body.append(toast);
  if (messages) document.getElementById("content").before(messages);
};

const plainly = (form, button) => {
  form.dataset.plain = "";
  form.requestSubmit(button);
};

const send = async (form, button) => {
  const body = new FormData(form, button);
  const keep = document.activeElement;
  const [id, step] = [keep?.id, keep?.dataset?.step];
  const row = form.closest("tr")?.id;
  const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
  if (!answer.ok) return plainly(form, button);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!swap(page, "budget")) return window.location.assign(answer.url);
  swap(page, "said");
  tell(page);
  const there = document.getElementById(row);
  const next = document.getElementById(id) ?? there?.querySelector(`[data-step="${step}"]`) ?? there?.querySelector("[data-step], .slug a");
  next?.focus();
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-plan], #undo") || form.dataset.plain) return;
  event.preventDefault();
  send(form, event.submitter).catch(() => plainly(form, event.submitter));
});

// Arrows pass every person on their way: by key, who is chosen is sent with Enter or on leaving.
let byKey = null;
const give = (select) => {
  byKey = null;
  select.form.requestSubmit();
};
document.addEventListener("keydown", (event) => {
  if (!event.target.matches("select.picker")) return;
  if (event.key === "Enter" && byKey === event.target) {
    event.preventDefault();
    give(event.target);
  } else if (event.key !== "Tab") {
    event.target.dataset.keys = "";
  }
});
document.addEventListener("pointerdown", (event) => {
  if (event.target.matches("select.picker")) delete event.target.dataset.keys;
});
document.addEventListener("change", (event) => {
  if (!event.target.matches("select.picker")) return;
  if ("keys" in event.target.dataset) byKey = event.target;
  else give(event.target);
});
document.addEventListener("focusout", (event) => {
  if (byKey === event.target) give(event.target);
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key) || event.target.matches("select, input")) return;
  const step = event.key === "ArrowUp" ? "up" : "down";
  const button = event.target.closest("tr")?.querySelector(`[data-step="${step}"]`);
  if (!button) return;
  event.preventDefault();
  button.focus();
  button.click();
});

document.documentElement.classList.add("is-scripted");
const print = document.getElementById("print");
print.hidden = false;
print.addEventListener("click", () => window.print());
