// Asks the browser to keep the paper's few pages for when there is no network. Not of those who spare their data.
if (navigator.serviceWorker && document.documentElement.dataset.data !== "low") {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js"));
}
