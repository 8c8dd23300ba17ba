// Under a search field, as somebody types: topics, places, writers, series and sections of that name. Without this
// script the field searches as ever. The pattern is the ARIA Authoring Practices' combobox with a list.

const QUIET = 150; // Milliseconds without a key before anybody is asked.
const box = document.querySelector("[data-suggestions]");
if (box) begin(box, box.querySelector("input"));

function begin(box, field) {
  const list = Object.assign(document.createElement("ul"), { id: "suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  box.append(list);
  const roles = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
  for (const [name, value] of Object.entries(roles)) field.setAttribute(name, value);

  let waiting, asking, active = -1;

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    list.hidden = true;
    choose(-1);
    field.setAttribute("aria-expanded", "false");
  }

  function choose(number) {
    const options = list.children;
    options[active]?.setAttribute("aria-selected", "false");
    active = number;
    if (options[active]) {
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", options[active].id);
    } else field.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.suggestions}?${new URLSearchParams({ q: field.value })}`, { signal: asking.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      // Offline, or overtaken by the next letter: the field goes on without suggestions.
    }
  }

  function show(suggestions) {
    close();
    list.replaceChildren(...suggestions.map(option));
    if (!suggestions.length) return;
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  }

  function option({ kind, name, url }, number) {
    const item = Object.assign(document.createElement("li"), { id: `suggestion-${number}`, className: "suggestions__one" });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = url;
    item.append(Object.assign(document.createElement("bdi"), { textContent: name }));
    item.append(" ", Object.assign(document.createElement("span"), { className: "suggestions__kind", textContent: kind }));
    return item;
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (field.value.trim().length < 2) close();
    else waiting = setTimeout(ask, QUIET);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") choose(active < last ? active + 1 : -1);
    else if (event.key === "ArrowUp") choose(active < 0 ? last : active - 1);
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.url);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  // Before the field loses its focus, which would take the list away from under the finger.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-url]");
    if (chosen) location.assign(chosen.dataset.url);
  });
  field.addEventListener("blur", close);
}
