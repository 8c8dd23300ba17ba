// The page of settings: each choice is seen at once and kept on this device.
const NAME = "paper:settings";
const form = document.querySelector(".settings");
const root = document.documentElement;
const kept = () => JSON.parse(localStorage.getItem(NAME) ?? "{}");

for (const [name, value] of Object.entries(kept())) {
  const choice = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
  if (choice) choice.checked = true;
}

form.addEventListener("change", async ({ target }) => {
  const settings = kept();
  if (target.value) {
    root.dataset[target.name] = settings[target.name] = target.value;
  } else {
    delete settings[target.name];
    delete root.dataset[target.name];
  }
  localStorage.setItem(NAME, JSON.stringify(settings));
  form.querySelector("output").value = "Kept on this device.";
  if (target.name === "data" && globalThis.caches) {
    // The worker cannot read what pages keep; it looks here, and then asks the server to spare data as well.
    const told = await caches.open("paper-settings");
    await (target.value ? told.put("/low-data", new Response("on")) : told.delete("/low-data"));
  }
});
