// A story saves itself: within two seconds of a pause what was typed is on the server. What becomes of it is told in
// events on the form (desk:typed, desk:saving, desk:kept, desk:away, desk:signed-out, desk:together, desk:refused),
// which other modules show and act on. Contract: an input in the form with data-autosave, a hidden `version`, and
// fields that dispatch `input`. Where a field is given another's words, it hears `change`.
const PAUSE = 1_000, AGAIN = 10_000, PATIENCE = 20_000; // milliseconds
const WITHOUT = new Set(["csrfmiddlewaretoken", "version", "run"]);
const marker = document.querySelector("[data-autosave]");
const form = marker?.form ?? marker;
const run = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`.slice(0, 36);

const entries = () => [...new FormData(form)].filter(([name, value]) => !WITHOUT.has(name) && typeof value === "string");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const of = (name, all) => all.filter(([key]) => (name === "bylines" ? key.startsWith("bylines-") : key === name || key.startsWith(`${name}_`)));
const tell = (name, detail) => form.dispatchEvent(new CustomEvent(`desk:${name}`, { detail }));
const token = () => document.cookie.split("; ").find((cookie) => cookie.startsWith("csrftoken="))?.slice(10);

const state = { kept: null, unshown: new Map(), timer: 0, away: 0, isSending: false, isLeaving: false, isShowing: false };
const isDirty = () => !same(entries(), state.kept);

// What is sent: the form, and fields as they were last sent where another's words could not be shown yet.
const letter = () => {
  const data = new FormData(form);
  if (token()) data.set("csrfmiddlewaretoken", token());
  data.set("run", run);
  data.set("field", form.contains(document.activeElement) ? document.activeElement.name ?? "" : "");
  for (const was of state.unshown.values()) for (const [name, value] of was) data.append(`was_${name}`, value);
  return data;
};

const soon = (pause = PAUSE) => {
  clearTimeout(state.timer);
  state.timer = setTimeout(save, pause);
};

// Credits and the lead picture are several fields, which their own modules write: each takes them by keeping the event
// from its default.
const WHOLE = new Set(["bylines", "lead_picture"]);
const putRows = (name, rows) => {
  state.isShowing = true;
  const isTaken = !form.dispatchEvent(new CustomEvent(`desk:${name}`, { detail: rows, cancelable: true }));
  state.isShowing = false;
  return isTaken;
};

const put = (name, value) => {
  if (WHOLE.has(name)) return putRows(name, value);
  const field = form.elements[name];
  if (!field || value === null || field instanceof RadioNodeList) return false;
  if (field.type === "checkbox") field.checked = Boolean(value);
  else {
    const text = String(Array.isArray(value) ? value[0] ?? "" : value ?? "");
    if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === text)) return false;
    const [start, end] = [field.selectionStart, field.selectionEnd];
    field.value = text;
    if (field === document.activeElement && typeof start === "number") field.setSelectionRange(start, end);
  }
  state.isShowing = true;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  state.isShowing = false;
  return true;
};

// Show what others changed, where nobody typed meanwhile; the rest waits, and is told to the server until it is shown.
const show = (merged, sent) => {
  const untouched = (name) => same(of(name, entries()), of(name, sent));
  const shown = [], waiting = [];
  for (const [name, value] of Object.entries(merged)) {
    if (untouched(name) && put(name, value)) {
      state.unshown.delete(name);
      shown.push(name);
    } else {
      state.unshown.set(name, of(name, sent));
      waiting.push(name);
    }
  }
  for (const name of [...state.unshown.keys()]) if (!(name in merged)) state.unshown.delete(name);
  return { shown, waiting };
};

const settle = (answer, sent) => {
  if (answer.nothing) return tell("kept", { ...answer, isDirty: true });
  const typedSince = entries().filter((entry, place) => !same(entry, sent[place]));
  form.elements.version.value = answer.version;
  if (marker.dataset.autosave !== answer.autosave) {
    marker.dataset.autosave = answer.autosave;
    marker.dataset.presence = answer.presence;
    marker.dataset.versions = answer.versions;
    form.action = answer.address;
    history.replaceState(history.state, "", answer.address);
    document.dispatchEvent(new CustomEvent("story:begun", { detail: answer }));
  }
  const { shown, waiting } = show(answer.merged, sent);
  state.kept = typedSince.length ? sent : entries();
  if (typedSince.length || waiting.some((name) => answer.merged[name] !== null)) soon();
  tell("kept", { ...answer, shown, waiting, isDirty: isDirty() });
};

const post = async (sent) => {
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(marker.dataset.autosave, { method: "POST", body: letter(), redirect: "manual", signal });
  if (answer.type === "opaqueredirect" || answer.status === 401) return tell("signed-out", { entries: sent });
  const isJson = answer.headers.get("content-type")?.includes("json");
  if (answer.ok && isJson) return settle(await answer.json(), sent);
  if (answer.status === 409 && isJson) {
    const told = await answer.json();
    state.kept = told.conflict ? sent : state.kept;
    return tell(told.conflict ? "together" : "refused", { ...told, entries: sent });
  }
  if (answer.status >= 500) throw new Error(`The server answered ${answer.status}.`);
  return tell("refused", { refused: "The server does not take this from you any more.", entries: sent });
};

async function save() {
  if (state.isSending || state.isLeaving) return state.isLeaving || soon();
  const sent = entries();
  clearTimeout(state.away);
  state.isSending = true;
  tell("saving", {});
  try {
    await post(sent);
  } catch {
    tell("away", { entries: sent });
    state.away = setTimeout(() => isDirty() && save(), AGAIN);
  }
  state.isSending = false;
}

if (form?.elements.version) {
  if (marker.name === "run") marker.value = run;
  form.dataset.run = run;
  state.kept = entries();
  const typed = () => {
    if (state.isShowing || !isDirty()) return;
    tell("typed", { entries: entries(), server: state.kept, version: form.elements.version.value });
    soon();
  };
  for (const kind of ["input", "change", "desk:brought-back"]) form.addEventListener(kind, typed);
  window.django?.jQuery?.(form).on("change", "select", typed); // Choosers tell jQuery alone.
  form.addEventListener("desk:try", () => save());
  form.addEventListener("submit", () => { state.isLeaving = true; });
  window.addEventListener("focus", () => isDirty() && soon(0));
  window.addEventListener("online", () => isDirty() && soon(0));
  window.addEventListener("pageshow", () => { state.isLeaving = false; });
  // What was typed in the last second goes along with the page; the device has it too.
  window.addEventListener("pagehide", () => {
    if (!state.isLeaving && isDirty()) navigator.sendBeacon(marker.dataset.autosave, letter());
  });
}
