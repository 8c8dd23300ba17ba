// The bar of verbs comes when stories are chosen, counts them, and says beside a verb why it cannot be said of any.
const form = document.getElementById("changelist-form");
const bar = document.getElementById("bulk");

if (form && bar) {
  const boxes = [...form.querySelectorAll("[name=_selected_action]")];
  const all = document.getElementById("choose-all");
  const none = document.getElementById("choose-none");
  const count = document.getElementById("bulk-count");
  const why = document.getElementById("bulk-why");
  const verbs = [...bar.querySelectorAll("[name=action]")];
  let last = null;

  const show = () => {
    const chosen = boxes.filter((box) => box.checked);
    const statuses = new Set(chosen.map((box) => box.closest("tr").dataset.status));
    const unfit = verbs.filter((verb) => !verb.dataset.leaves.split(" ").some((status) => statuses.has(status)));
    for (const verb of verbs) verb.setAttribute("aria-disabled", unfit.includes(verb));
    bar.hidden = !chosen.length;
    count.textContent = `${chosen.length} chosen`;
    why.textContent = unfit.length ? `${unfit.map((verb) => verb.textContent.replace("…", "")).join(", ")}: none of them is at that step.` : "";
    all.checked = chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  };

  const choose = (list, on) => {
    for (const box of list) box.checked = on;
    show();
  };

  all.hidden = none.hidden = false;
  all.addEventListener("change", () => choose(boxes, all.checked));
  none.addEventListener("click", () => choose(boxes, false));
  form.addEventListener("click", (event) => {
    const box = event.target;
    if (!boxes.includes(box)) return;
    if (event.shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      choose(boxes.slice(from, to + 1), box.checked);
    }
    last = box;
    show();
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.getAttribute("aria-disabled") === "true") event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !bar.hidden && !event.target.closest("input[type=search], [popover], details")) choose(boxes, false);
  });
  window.addEventListener("pageshow", show);
  show();
}
