// How far an issue has got, asked anew while it is being sent and somebody looks. Once it is over, the page is: its
// buttons and its words say something else by then.
const OFTEN = 3_000; // milliseconds

const shown = () => document.querySelector("#under-way[data-anew]");

const anew = async () => {
  const part = shown();
  if (!part || document.hidden) return;
  const answer = await fetch(part.dataset.anew, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const told = document.createRange().createContextualFragment(await answer.text()).firstElementChild;
  if (!told || !shown()) return;
  part.replaceWith(told);
  if (!told.dataset.anew) window.location.reload();
};

setInterval(() => anew().catch(() => {}), OFTEN);
