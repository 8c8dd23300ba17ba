// A picture's crops are laid without leaving its page, so that what is typed beside them stays; and what is moved is laid
// when that is kept. Who leaves with either undone is asked first.
const laying = document.getElementById("laying");
const picture = document.getElementById("picture");
const AWAY = "The crops did not get through, and nothing is lost: press once more. If you were signed out, sign in in another window first.";

const isLaid = (input) => (input.type === "checkbox" ? input.checked === input.defaultChecked : input.value === input.defaultValue);
const figures = () => [...laying.querySelectorAll("input:not([type=hidden])")];
const isMoved = () => !figures().every(isLaid);

if (laying?.querySelector("[type=submit]") && picture) {
  const said = laying.querySelector("[role=status]");
  let isTyped = false, isOnItsWay = false, button = null; // By which the words are kept, once the crops are laid.

  const send = async () => {
    const answer = await fetch(laying.action, { method: "POST", body: new FormData(laying) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !page.getElementById("laying")) throw new Error(answer.status);
    return page.querySelector(".messagelist")?.textContent.trim() ?? "";
  };

  const lay = async () => {
    const sent = new Map(figures().map((input) => [input, [input.value, input.checked]]));
    said.textContent = "They are on their way…";
    try {
      said.textContent = await send();
    } catch {
      said.textContent = AWAY;
      said.scrollIntoView({ block: "center" });
      return false;
    }
    sent.forEach(([value, checked], input) => { [input.defaultValue, input.defaultChecked] = [value, checked]; });
    return true;
  };

  window.addEventListener("submit", async (event) => {
    if (event.target !== laying) return;
    event.preventDefault();
    if (isOnItsWay) return;
    isOnItsWay = true;
    const isDone = await lay();
    isOnItsWay = false;
    const keep = button;
    button = null;
    if (isDone && keep) picture.requestSubmit(keep);
  });

  // Before press-once.js, which would let the words go but once.
  window.addEventListener("submit", (event) => {
    if (event.target !== picture) return;
    isTyped = false;
    if (!isMoved()) return;
    event.preventDefault();
    isTyped = true;
    button = event.submitter;
    laying.requestSubmit();
  }, { capture: true });

  picture.addEventListener("input", () => { isTyped = true; });
  window.addEventListener("beforeunload", (event) => {
    if (isTyped || isMoved()) event.preventDefault();
  });
}
