// How many characters a line has of those that fit, said beside its label; and Enter goes on to the next line.
export const counters = () => {
  for (const counter of document.querySelectorAll("[data-counts]")) {
    const field = document.getElementById(counter.dataset.counts);
    if (!field) continue;
    const show = () => {
      const length = [...field.value].length;
      counter.textContent = `${length} of ${counter.dataset.fits}`;
      counter.classList.toggle("is-over", length > Number(counter.dataset.fits));
    };
    field.addEventListener("input", show);
    show();
  }
  const lines = [...document.querySelectorAll("#story .own[data-line]")];
  lines.forEach((line, number) =>
    line.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      (lines[number + 1] ?? document.querySelector("#add-byline, .ProseMirror"))?.focus();
    }),
  );
};
