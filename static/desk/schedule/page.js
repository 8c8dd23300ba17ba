// The page as it stands: whose hours it shows, what time it is by the server's clock, and new parts in place of old.
export const shown = () => document.getElementById("schedule").dataset;

let ahead = 0; // Milliseconds by which the server's clock is before this machine's.
export const now = () => Date.now() + ahead;
const setClock = () => { ahead = Date.parse(shown().now) - Date.now(); };
setClock();

const swap = (page, id) => {
  const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
  if (old && fresh) old.replaceWith(fresh);
  return fresh;
};

// Whoever stands on a thing stands on it afterwards, wherever it went.
export const take = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const stood = document.activeElement?.closest("#schedule [id]")?.id;
  const scrolled = document.querySelector(".schedule__side")?.scrollTop;
  if (!swap(page, "schedule")) return { page, isTaken: false };
  swap(page, "said");
  setClock();
  document.querySelector(".schedule__side").scrollTop = scrolled;
  if (stood) stand(stood);
  document.dispatchEvent(new CustomEvent("schedule:taken"));
  return { page, isTaken: true };
};

export const stand = (id) => {
  const there = document.getElementById(id);
  (there?.querySelector("[data-thing]") ?? there)?.focus({ preventScroll: true });
};

export const refuse = (words) => {
  const told = document.getElementById("refused");
  told.hidden = !words;
  told.textContent = words;
  if (words) told.scrollIntoView({ block: "nearest" });
};

const tell = (page) => {
  document.querySelectorAll(".toast, .messagelist").forEach((old) => old.remove());
  const [toast, messages] = [page.querySelector(".toast"), page.querySelector(".messagelist")];
  if (toast) document.body.append(toast);
  if (messages) {
    document.getElementById("content").before(messages);
    refuse([...messages.querySelectorAll(".error")].map((one) => one.textContent.trim()).join(" "));
  }
};

const SIGNED_OUT = "You are signed out: sign in again in another window, then move it again.";

// Sends a new hour. The answer is the schedule as it is now, or a page that says why not.
export const send = async (address, body) => {
  const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  const { page, isTaken } = take(await answer.text());
  if (isTaken) tell(page);
  return isTaken ? null : page;
};

export const reasons = (page) =>
  page.querySelector("[name=login]")
    ? SIGNED_OUT
    : [...page.querySelectorAll(".resolved--refused p, .invalid-feedback, .errorlist li")].map((one) => one.textContent.trim()).join(" ");
