// Who else is in this story, and in which field. A sign of life every quarter of a minute, and whenever the field changes;
// it never stands in anybody's way.
const BEAT = 15_000, SETTLED = 800; // milliseconds
const marker = document.querySelector("[data-presence]");
const form = marker?.form ?? marker;
const list = document.querySelector("ul.presence");
const COLOURS = "abc";
let timer = 0, status = null;

const field = () => (form.contains(document.activeElement) ? document.activeElement.name ?? "" : "");
const letter = (more = {}) => {
  const data = new FormData();
  const token = document.cookie.split("; ").find((cookie) => cookie.startsWith("csrftoken="))?.slice(10);
  const facts = { csrfmiddlewaretoken: token ?? "", run: form.dataset.run, field: field(), version: form.elements.version.value };
  for (const [name, value] of Object.entries({ ...facts, ...more })) data.set(name, value);
  return data;
};
const initials = (name) => name.split(/\s+/).map((word) => [...word][0] ?? "").slice(0, 2).join("").toUpperCase();

const show = (others) => {
  const lines = others.map(({ name, field: where }) => {
    const [item, face] = [document.createElement("li"), document.createElement("span")];
    face.className = `face face--${COLOURS[[...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLOURS.length]}`;
    face.ariaHidden = "true";
    face.textContent = initials(name);
    item.append(face, ` ${name}${where ? `, in ${where.toLowerCase()}` : ""}`);
    return item;
  });
  list.replaceChildren(...lines);
  list.hidden = !lines.length;
};

const hear = (answer) => {
  show(answer.others ?? []);
  if (status && answer.status !== status) form.dispatchEvent(new CustomEvent("desk:status", { detail: answer }));
  status = answer.status;
  // Somebody else saved: a save brings their words in, whether or not something was typed here.
  if (answer.version > Number(form.elements.version.value || 0)) form.dispatchEvent(new CustomEvent("desk:try"));
};

const beat = async () => {
  clearTimeout(timer);
  timer = setTimeout(beat, BEAT);
  if (!marker.dataset.presence || document.visibilityState === "hidden") return;
  try {
    const answer = await fetch(marker.dataset.presence, { method: "POST", body: letter(), redirect: "manual" });
    if (answer.ok) hear(await answer.json());
  } catch {
    show([]); // Nobody can be seen from here. Saving tells that the server is away.
  }
};
const soon = () => {
  clearTimeout(timer);
  timer = setTimeout(beat, SETTLED);
};

if (form?.elements.version && list) {
  queueMicrotask(beat);
  form.addEventListener("focusin", soon);
  form.addEventListener("desk:kept", ({ detail }) => {
    if (!detail.others) return;
    status = detail.status;
    show(detail.others);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon());
  window.addEventListener("pagehide", () => marker.dataset.presence && navigator.sendBeacon(marker.dataset.presence, letter({ gone: "1" })));
}
