// A form with words in it is sent only where somebody takes it: who was signed out meanwhile, or whose server is away,
// finds what they typed on the page still, and what to do. A story saves itself, and is none of these.
const PATIENCE = 10_000; // milliseconds
const door = document.querySelector("script[data-door]")?.src;
const told = document.getElementById("not-sent");
const asked = new WeakSet();

const hasWords = (form) => [...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
const isGuarded = (form) => form.method === "post" && !form.dataset.run && !asked.has(form) && hasWords(form);

// What is in the way: nothing, as far as one can tell from here, or one of the two banners.
const inTheWay = async () => {
  try {
    const answer = await fetch(door, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    return answer.type === "opaqueredirect" ? "signed-out" : "";
  } catch {
    return "away";
  }
};

const tell = (form, what) => {
  form.parentElement.querySelector(":scope > .banner[data-not-sent]")?.remove();
  if (what) form.before(told.content.querySelector(`[data-not-sent="${what}"]`).cloneNode(true));
};

const send = (form, submitter) => {
  asked.add(form);
  form.requestSubmit(submitter);
  asked.delete(form);
};

// After everybody else who may stop it or send it themselves, and before press-once.js, to which this is no press yet.
window.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !door || !told || !isGuarded(form)) return;
  event.preventDefault();
  const what = await inTheWay();
  tell(form, what);
  if (!what) send(form, submitter);
});
