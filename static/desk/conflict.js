// Two texts come together from the keyboard: 1 to 4 choose, J goes on, Z takes the last choice back. The page counts along.
const form = document.querySelector("[data-merge]");
const forks = [...(form?.querySelectorAll("[data-fork]") ?? [])];
const submit = form?.querySelector("[type=submit]");
const chosen = [];
let here = 0;

const way = (fork) => fork.querySelector("input[type=radio]:checked");
const isTyping = (target) => target.closest?.("textarea, input:not([type=radio], [type=checkbox]), select, [contenteditable='true']");

const count = () => {
  const open = forks.filter((fork) => !way(fork));
  form.querySelector("[data-open-count]").textContent = open.length;
  form.querySelector("[data-waiting]").hidden = !open.length;
  if (open.length) submit.setAttribute("aria-disabled", "true");
  else submit.removeAttribute("aria-disabled");
  for (const fork of forks) {
    const name = way(fork)?.value;
    fork.querySelector("[data-waits]").hidden = Boolean(name);
    for (const side of fork.querySelectorAll("[data-side]")) {
      side.classList.toggle("fork__side--kept", name === "both" || name === side.dataset.side);
    }
    const anew = fork.querySelector(".fork__anew");
    if (anew) anew.open = name === "anew";
  }
};
const go = (fork) => {
  here = forks.indexOf(fork);
  (way(fork) ?? fork.querySelector("input[type=radio]")).focus();
};
const choose = (radio) => {
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
};

if (form) {
  form.addEventListener("change", ({ target }) => {
    const fork = target.closest("[data-fork]");
    if (fork && target.type === "radio") {
      chosen.push(fork);
      here = forks.indexOf(fork);
    }
    count();
    if (target.value !== "anew") return;
    const text = fork.querySelector("textarea");
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  });
  form.addEventListener("focusin", ({ target }) => {
    const place = forks.indexOf(target.closest("[data-fork]"));
    if (place >= 0) here = place;
  });
  form.addEventListener("submit", (event) => {
    const open = forks.find((fork) => !way(fork));
    if (!open) return;
    event.preventDefault();
    go(open);
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return form.requestSubmit(submit);
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !forks.length) return undefined;
    if (event.key === "j") return go(forks[document.activeElement?.closest("[data-fork]") ? (here + 1) % forks.length : here]);
    if (event.key === "z" && chosen.length) {
      const fork = chosen.pop();
      way(fork).checked = false;
      count();
      return go(fork);
    }
    const radio = forks[here].querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!radio) return undefined;
    event.preventDefault();
    return choose(radio);
  });
  count();
}
