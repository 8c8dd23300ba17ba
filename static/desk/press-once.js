// A second press while the first is on its way would make a second story of one: only the first is sent.
const BRIEFLY = 10_000; // Milliseconds. Whoever stopped a slow page may press again.
const sent = new WeakSet();

// After everybody else who may stop it.
window.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (sent.has(event.target)) event.preventDefault();
  sent.add(event.target);
  setTimeout(() => sent.delete(event.target), BRIEFLY);
});

// So may whoever comes back to the page by the browser's own way.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => sent.delete(form));
});
