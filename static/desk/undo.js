// What can be taken back for a while says how long, and goes when it no longer can.
const toast = document.querySelector(".toast[data-left]");

if (toast) {
  const ends = performance.now() + Number(toast.dataset.left) * 1000;
  const [count, bar] = [toast.querySelector(".toast__count"), toast.querySelector("progress")];
  const ticking = setInterval(() => {
    const left = Math.max(0, (ends - performance.now()) / 1000);
    count.textContent = Math.ceil(left);
    bar.value = left;
    if (left > 0) return;
    clearInterval(ticking);
    toast.remove();
  }, 250);
}
