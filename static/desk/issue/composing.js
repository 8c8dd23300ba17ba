// An issue's stories: dragged into their order, moved with Alt and an arrow, sent as they are put down.
const PARTS = ["stories", "candidates", "said"];
const token = () => document.querySelector("#words [name=csrfmiddlewaretoken]").value;

const tell = (page) => {
  document.querySelectorAll(".toast, .messagelist").forEach((old) => old.remove());
  const [toast, messages] = [page.querySelector(".toast"), page.querySelector(".messagelist")];
  if (toast) document.body.append(toast);
  if (messages) document.getElementById("content").before(messages);
};

const stand = (story, step) => {
  const line = document.querySelector(`#stories [data-story="${story}"]`);
  const button = line?.querySelector(`[data-step="${step}"]`) ?? line?.querySelector("[data-step]");
  (button ?? document.querySelector("#stories a, #candidates button"))?.focus();
};

// The answer is the whole page: its parts take the places of those that are here, and what is being written stays.
const send = async (address, body, step) => {
  const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !page.getElementById("stories")) return window.location.reload();
  for (const id of PARTS) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (old && fresh) old.replaceWith(fresh);
  }
  tell(page);
  ready();
  stand(body.get("story"), step);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-compose], #undo") || form.dataset.plain) return;
  event.preventDefault();
  send(form.action, new FormData(form, event.submitter), event.submitter?.dataset.step).catch(() => {
    form.dataset.plain = "";
    form.requestSubmit(event.submitter);
  });
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const step = event.key === "ArrowUp" ? "up" : "down";
  const button = event.target.closest?.("#stories .line")?.querySelector(`[data-step="${step}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// Dragging

let dragged = null;
const list = () => document.querySelector(".issue");
const lines = () => [...list().querySelectorAll(".line")];
const clear = () => document.querySelectorAll(".is-before, .is-over, .is-dragged").forEach((one) => one.classList.remove("is-before", "is-over", "is-dragged"));
const under = (y) => lines().find((line) => y < line.getBoundingClientRect().top + line.offsetHeight / 2);

const ready = () => {
  document.querySelectorAll(".issue [data-moves], #candidates [data-story], #stories details [data-story]").forEach((line) => { line.draggable = true; });
};

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[draggable=true][data-story]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.story);
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  if (!dragged || !event.target.closest?.(".issue")) return;
  event.preventDefault();
  lines().forEach((line) => line.classList.remove("is-before"));
  const next = under(event.clientY);
  next?.classList.add("is-before");
  list().classList.toggle("is-over", !next);
});

document.addEventListener("drop", (event) => {
  if (!dragged || !event.target.closest?.(".issue")) return;
  event.preventDefault();
  const others = lines().filter((line) => line !== dragged);
  const next = under(event.clientY);
  const place = (next === dragged ? lines().indexOf(dragged) : next ? others.indexOf(next) : others.length) + 1;
  const isHere = lines().includes(dragged);
  if (isHere && place === lines().indexOf(dragged) + 1) return;
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token(), story: dragged.dataset.story, place, next: window.location.pathname + window.location.search })) body.set(name, value);
  send(isHere ? list().dataset.order : list().dataset.stories, body, "up").catch(() => window.location.reload());
});

document.addEventListener("dragend", () => {
  clear();
  dragged = null;
});

ready();
