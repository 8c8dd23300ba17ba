/* A reader's choice whether a network may show adverts. Kept on the device; without a yes nothing of it is fetched. */
const KEY = "adverts";
const form = document.querySelector("[data-network-tag]");

function chosen() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // No storage, no consent.
  }
}

function keep(choice) {
  try {
    localStorage.setItem(KEY, choice);
    return true;
  } catch {
    return false;
  }
}

function show(choice) {
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === choice));
  }
}

function fetchTag() {
  if (document.querySelector(`script[src="${form.dataset.networkTag}"]`)) return;
  const script = document.createElement("script");
  script.src = form.dataset.networkTag;
  script.async = true;
  document.head.append(script);
}

form.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button || !keep(button.value)) return;
  show(button.value);
  if (button.value === "network") fetchTag();
  else location.reload(); // What a script has begun ends with its page.
});

if (chosen() === "network") {
  show("network");
  fetchTag();
}
