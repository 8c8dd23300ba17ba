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

const send = async (form, button) => {
  const body = new FormData(form, button);
  const keep = document.activeElement;
  const [id, step] = [keep?.id, keep?.dataset?.step];
  const row = form.closest("tr")?.id;
  const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
  if (!answer.ok || answer.redirected === false) return form.submit();
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
  if (!form.matches("[data-plan], #undo")) return;
  event.preventDefault();
  send(form, event.submitter).catch(() => form.submit());
});

document.addEventListener("change", (event) => {
  if (event.target.matches("select.picker")) event.target.form.requestSubmit();
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
