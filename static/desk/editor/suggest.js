// Typing with suggestions: a combobox with its list, after the ARIA pattern. The list is asked of the server.
import { make } from "./make.js";

let made = 0;
const PAUSE = 120; // Milliseconds: as fast as one types, and no faster than one looks.

// Ask `address` for what begins as typed; `choose(item)` gets what was taken: { value, label, says }.
// `unknown(words)` may give an item to offer where nothing is called exactly that.
export const suggest = (input, { address, choose, unknown = () => null }) => {
  const list = make("ul", { role: "listbox", id: `suggested-${(made += 1)}`, class: "suggested pop", "aria-label": "Suggestions" });
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
  })) input.setAttribute(name, value);
  let items = [];
  let chosen = -1;
  let asked = 0;
  let shownFor = "";
  let timer;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = (index) => {
    chosen = index;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (item) => {
    close();
    choose(item);
  };
  const show = (found, words) => {
    items = found;
    shownFor = words;
    const exact = found.some((item) => item.label.toLocaleLowerCase() === words.toLocaleLowerCase());
    const offer = words && !exact && unknown(words);
    if (offer) items = [...items, offer];
    list.replaceChildren(
      ...items.map((item, number) =>
        make(
          "li",
          { role: "option", id: `${list.id}-${number}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); take(item); } },
          item.label, item.says ? make("small", {}, item.says) : null,
        ),
      ),
    );
    if (words && !items.length) {
      list.append(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing here is called that."));
    }
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    pick(items.length ? 0 : -1);
  };
  // `eagerly` takes the first answer: Enter was pressed before it came.
  const ask = async (eagerly = false) => {
    const words = input.value.trim();
    const turn = (asked += 1);
    if (!words) return close();
    const query = new URLSearchParams({ q: words });
    const answer = await fetch(`${address}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (turn !== asked || document.activeElement !== input) return;
    show(answer?.ok ? (await answer.json()).found : [], words);
    if (eagerly && items.length) take(items[0]);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      clearTimeout(timer);
      if (!list.hidden && chosen >= 0 && shownFor === input.value.trim()) take(items[chosen]);
      else ask(true);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && items.length && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      pick((chosen + step + items.length) % items.length);
    }
  });
};
