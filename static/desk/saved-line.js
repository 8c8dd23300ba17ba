// Where and when it was saved is always told in the same place, and what to do where it was not.
const marker = document.querySelector("[data-autosave]");
const form = marker?.form ?? marker;
const line = document.querySelector(".storybar__saved");
const banners = document.getElementById("save-banners");
const SLOW = 600; // Milliseconds before a save on its way is told: a quick one needs no word.
let saving = 0;

const timeZone = document.querySelector("#clock time")?.dataset.zone; // The paper's, as everywhere at the desk.
const hours = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone });
const hour = () => hours.format(new Date());
const say = (mark, word, rest = "") => {
  clearTimeout(saving);
  const said = document.createElement("span");
  said.className = mark ? `mark mark--${mark}` : "quiet";
  said.textContent = word;
  line.replaceChildren(said, rest && ` ${rest}`);
};

const shownOf = (kind) => banners.querySelector(`[data-kind="${kind}"]`);
// One banner of a kind, from its template in the page; its words are filled in by name.
const banner = (kind, words = {}) => {
  let shown = shownOf(kind);
  if (!shown) {
    shown = document.getElementById(`banner-${kind}`).content.firstElementChild.cloneNode(true);
    shown.dataset.kind = kind;
    banners.append(shown);
  }
  for (const [name, value] of Object.entries(words)) {
    const place = shown.querySelector(`[data-say="${name}"]`);
    if (place?.tagName === "A") place.href = value;
    else if (place) place.textContent = value;
  }
};
const lift = (...kinds) => kinds.forEach((kind) => shownOf(kind)?.remove());

const label = (name) => document.querySelector(`label[for="id_${name}"]`)?.textContent.replace(/:$/, "").trim() || name;
const list = (names) => names.map(label).join(", ");

const on = (name, act) => form.addEventListener(`desk:${name}`, ({ detail }) => act(detail));
if (form?.elements.version && line) {
  on("saving", () => { saving = setTimeout(() => say("", "Saving…"), SLOW); });
  on("kept", (answer) => {
    if (answer.nothing) return say("", "Not begun yet");
    lift("away", "signed-out", "refused", "together");
    const { not_saved: refused, merged, waiting } = answer;
    const names = Object.keys(refused);
    if (names.length) say("weigh", `All but ${list(names)} is saved`, `${answer.saved_at}: ${Object.values(refused).join(" ")}`);
    else say("done", "Saved", `${answer.saved_at} on the server`);
    if (answer.reopened) banner("reopened", { status: answer.status_said.toLowerCase() });
    document.dispatchEvent(new CustomEvent("story:saved", { detail: answer })); // The panel tells whose turn it is, and what is missing.
    if (answer.others_saved && Object.keys(merged).length) banner("merged", { fields: list(Object.keys(merged)) });
    if (waiting.some((name) => merged[name] === null)) banner("stale");
  });
  on("away", () => {
    say("weigh", "On this device", hour());
    if (!shownOf("away")) banner("away", { at: hour() });
  });
  on("signed-out", () => {
    say("must", "Signed out", "it is on this device");
    banner("signed-out");
  });
  on("together", (told) => {
    lift("away", "signed-out");
    say("weigh", "Two versions", `yours is kept, ${told.at}`);
    banner("together", { who: told.who || "Somebody else", where: told.conflict });
  });
  on("refused", (told) => {
    say("must", "On this device alone", hour());
    banner("refused", { reason: told.refused });
  });
  on("status", (told) => banner("status", { status: told.status_said.toLowerCase() }));
  banners.addEventListener("click", ({ target }) => {
    if (target.dataset?.act === "try") form.dispatchEvent(new CustomEvent("desk:try"));
    if (target.dataset?.act === "close") target.closest(".banner").remove();
    if (target.dataset?.act === "reload") location.reload();
  });
}
