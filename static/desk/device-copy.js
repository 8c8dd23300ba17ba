// What the server does not have yet is on this device: kept as it is typed, let go when the server has it, and offered
// on the next visit. It is known by who wrote it and by the story.
const KEY = "desk-copy", WRITTEN = 250; // milliseconds after which typing is written down
const marker = document.querySelector("[data-autosave]");
const form = marker?.form ?? marker;
const me = marker?.dataset.user;
const key = () => `${KEY} ${me} ${marker.dataset.autosave}`;
let last = null, timer = 0, isNowhere = false;

const plain = (value) => value.replace(/\r\n/g, "\n").replace(/>\s+</g, "><").trim();
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(key()));
  } catch {
    return null;
  }
};
const write = () => {
  clearTimeout(timer);
  if (!last) return;
  try {
    localStorage.setItem(key(), JSON.stringify(last));
    isNowhere = false;
  } catch {
    isNowhere = true; // The device is full, or keeps nothing.
  }
};
const forget = () => {
  clearTimeout(timer);
  last = null;
  isNowhere = false;
  try {
    localStorage.removeItem(key());
  } catch {
    isNowhere = false;
  }
};

const fieldsOf = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
const labelOf = (name) => fieldsOf(name)[0]?.labels?.[0]?.textContent.trim() ?? fieldsOf(name)[0]?.getAttribute("aria-label") ?? name;
const now = (name) => new FormData(form).getAll(name).join(", ");
const kept = (copy, name) => copy.entries.filter(([other]) => other === name).map(([, value]) => value);
// Only what was typed: what others wrote in other fields meanwhile is none of it.
const typedIn = (entries, server) => {
  const values = (all, name) => JSON.stringify(all.filter(([other]) => other === name));
  return [...new Set([...entries, ...server].map(([name]) => name))].filter((name) => values(entries, name) !== values(server, name));
};
const names = (copy) => copy.typed.filter((name) => fieldsOf(name).length);
const differing = (copy) => names(copy).filter((name) => plain(kept(copy, name).join(", ")) !== plain(now(name)));

const bringBack = (copy) => {
  for (const name of differing(copy)) {
    for (const field of fieldsOf(name)) {
      const value = kept(copy, name)[0];
      if (field.type === "checkbox" || field.type === "radio") field.checked = kept(copy, name).includes(field.value);
      else field.value = value;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  if (copy.version) form.elements.version.value = copy.version; // What others changed since is brought together with it.
  form.dispatchEvent(new CustomEvent("desk:brought-back"));
};

const timeZone = document.querySelector("#clock time")?.dataset.zone; // The paper's, as everywhere at the desk.
const dayOf = (moment) => new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone }).format(moment).replace(",", "");
const hourOf = (moment) => {
  const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(moment);
  return dayOf(moment) === dayOf(new Date()) ? hour : `${dayOf(moment)} ${hour}`;
};

const words = (html) => new DOMParser().parseFromString(html, "text/html").body.innerText.trim();
const compared = (copy) => {
  const list = document.createElement("dl");
  list.className = "fieldiff";
  for (const name of differing(copy)) {
    const [label, server, device] = ["dt", "dd", "dd"].map((kind) => document.createElement(kind));
    label.textContent = labelOf(name);
    const [gone, put] = [document.createElement("del"), document.createElement("ins")];
    gone.textContent = words(now(name));
    put.textContent = words(kept(copy, name).join(", "));
    server.append(gone, " ", put);
    list.append(label, server, device);
  }
  return list;
};

const offer = (copy) => {
  const banner = document.getElementById("device-copy");
  banner.querySelector("[data-at]").textContent = hourOf(new Date(copy.at));
  banner.hidden = false;
  banner.addEventListener("click", ({ target }) => {
    const act = target.dataset?.act;
    if (act === "compare") {
      const beside = banner.nextElementSibling;
      if (beside?.matches(".fieldiff")) beside.remove();
      else banner.after(compared(copy));
      return;
    }
    if (!act) return;
    banner.hidden = true;
    if (banner.nextElementSibling?.matches(".fieldiff")) banner.nextElementSibling.remove();
    if (act === "bring") bringBack(copy);
    else forget();
  });
};

// What was typed on a new page may have gone along when that was left: then it is with the story that began by it, on
// whose own page it is compared with what stands there.
const isBegun = async (copy) => {
  if (marker.dataset.presence || !copy.run) return false;
  const answer = await fetch(`${marker.dataset.autosave}?${new URLSearchParams({ run: copy.run })}`).catch(() => null);
  const { autosave } = answer?.ok && !answer.redirected ? await answer.json() : {};
  if (autosave) localStorage.setItem(`${KEY} ${me} ${autosave}`, JSON.stringify(copy));
  return Boolean(autosave);
};
const lookBack = async (copy) => {
  if (!differing(copy).length || (await isBegun(copy))) return last || forget();
  offer(copy);
};

if (form?.elements.version) {
  const copy = read();
  if (copy) lookBack(copy);
  form.addEventListener("desk:typed", ({ detail }) => {
    const typed = typedIn(detail.entries, detail.server);
    const entries = detail.entries.filter(([name]) => typed.includes(name));
    last = { at: Date.now(), run: form.dataset.run, version: detail.version, typed, entries };
    clearTimeout(timer);
    timer = setTimeout(write, WRITTEN);
  });
  // The story of a new page has an address of its own only after the first save: the copy goes with it.
  form.addEventListener("desk:saving", () => {
    if (document.getElementById("device-copy").hidden) last && (last.key = key());
  });
  form.addEventListener("desk:kept", ({ detail }) => {
    const old = last?.key;
    if (old && old !== key()) localStorage.removeItem(old);
    const isSafe = !detail.isDirty && !Object.keys(detail.not_saved ?? {}).length;
    if (isSafe && document.getElementById("device-copy").hidden) forget();
  });
  form.addEventListener("desk:together", () => forget());
  for (const away of ["desk:away", "desk:signed-out", "desk:refused"]) form.addEventListener(away, write);
  window.addEventListener("pagehide", write);
  window.addEventListener("beforeunload", (event) => {
    write();
    if (isNowhere && last) event.preventDefault();
  });
}

// Who signs out takes along what others left on this device: nobody reads it after them.
document.getElementById("logout-form")?.addEventListener("submit", () => {
  const mine = me && `${KEY} ${me} `;
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(`${KEY} `) && !(mine && name.startsWith(mine))) localStorage.removeItem(name);
  }
});
