// An hour typed by half is no hour to a browser, and would be saved as none: say so instead of sending it.
document.addEventListener("submit", (event) => {
  const half = [...event.target.querySelectorAll('input[type="datetime-local"]')].find((field) => field.validity.badInput);
  if (half) {
    event.preventDefault();
    half.closest("details")?.setAttribute("open", "");
    half.reportValidity();
  }
});
