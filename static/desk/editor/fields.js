// Filling the fields of the story's form, so that whoever listens (saving, counting) hears of it.
export const field = (name) => document.querySelector(`#story [name="${name}"]`);

export const fill = (name, value) => {
  const input = field(name);
  if (!input || input.value === value) return;
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

// What some fields hold, to be given back by `restore`.
export const remember = (names) => Object.fromEntries(names.filter(field).map((name) => [name, field(name).value]));

export const restore = (remembered) => Object.entries(remembered).forEach(([name, value]) => fill(name, value));
