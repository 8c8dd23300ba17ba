// Pictures that are dropped on the page, pasted into it or chosen go in one after the other; each is told on a line of its own.
const form = document.getElementById("arrive");
const list = document.getElementById("arrivals");
const AWAY = "did not get through. It is still on your device: send it again.";
const SIGNED_OUT = "was not taken in, for you are signed out. Sign in in another window, and send it again.";
const waiting = [];
let isSending = false;

const line = (text, kind) => {
  const item = document.createElement("li");
  item.className = `arrived arrived--${kind}`;
  const said = document.createElement("p");
  said.textContent = text;
  item.append(said);
  return item;
};

const send = async (file) => {
  const place = line(`${file.name} is on its way…`, "waiting");
  list.prepend(place);
  const body = new FormData(form);
  body.set("files", file);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Part": "arrivals" } });
    if (answer.redirected || answer.status === 403) return place.replaceWith(line(`${file.name} ${SIGNED_OUT}`, "refused"));
    if (!answer.ok) throw new Error(answer.status);
    place.replaceWith(document.createRange().createContextualFragment(await answer.text()));
  } catch {
    place.replaceWith(line(`${file.name} ${AWAY}`, "refused"));
  }
};

const take = async (files) => {
  waiting.push(...files);
  if (isSending) return;
  isSending = true;
  while (waiting.length) await send(waiting.shift());
  isSending = false;
};

if (form && list) {
  form.querySelector(".arrive__drop").hidden = false;
  const field = form.elements.files;
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take([...field.files]);
    field.value = "";
  });
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.add("arrive--over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("arrive--over");
  });
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.remove("arrive--over");
    take([...event.dataTransfer.files]);
  });
  window.addEventListener("beforeunload", (event) => {
    if (isSending) event.preventDefault();
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) take(files);
  });
}
