// Ctrl S saves at once, and offers to keep the text as it is for ever, under a name.
const marker = document.querySelector("[data-autosave]");
const form = marker?.form ?? marker;
const asked = document.getElementById("version-asked");
const name = asked?.querySelector("input");

const keep = async () => {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", document.cookie.split("; ").find((cookie) => cookie.startsWith("csrftoken="))?.slice(10) ?? "");
  data.set("note", name.value);
  const told = asked.querySelector("[data-told]");
  try {
    const answer = await fetch(marker.dataset.versions, { method: "POST", body: data });
    if (!answer.ok || answer.url.includes("/login/")) throw new Error(`The server answered ${answer.status}.`);
    told.textContent = `Kept for ever as “${name.value}”.`;
    name.value = "";
    setTimeout(() => { asked.hidden = true; }, 2_500);
  } catch {
    told.textContent = "It is not kept under that name yet: the server did not take it. Try again.";
  }
};

if (form?.elements.version && asked) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.dispatchEvent(new CustomEvent("desk:try"));
    if (!marker.dataset.versions) return;
    asked.querySelector("[data-told]").textContent = "";
    asked.hidden = false;
    name.focus();
  });
  asked.addEventListener("click", ({ target }) => {
    if (target.dataset?.act === "keep" && name.reportValidity()) keep();
    if (target.dataset?.act === "close") asked.hidden = true;
  });
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && name.reportValidity()) keep();
    if (event.key === "Escape") asked.hidden = true;
    if (event.key === "Enter") event.preventDefault();
  });
}
