// The package behind choosers names them by what is chosen, and so not at all while nothing is: put the label before it.
const name = (select) => {
  const chooser = select.parentElement.querySelector(".select2-selection");
  if (!chooser) return;
  const chosen = chooser.querySelector(".select2-selection__rendered");
  const label = document.querySelector(`label[for="${select.id}"]`);
  if (label) {
    label.id ||= `${select.id}_label`;
    chooser.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
  } else {
    chooser.removeAttribute("aria-labelledby");
    chooser.setAttribute("aria-label", select.getAttribute("aria-label"));
  }
  for (const untrue of ["role", "aria-readonly"]) chosen.removeAttribute(untrue);
};

const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);

// The package makes choosers when jQuery is ready: this comes after it.
window.django?.jQuery?.(nameAll);
document.addEventListener("formset:added", () => setTimeout(nameAll));
