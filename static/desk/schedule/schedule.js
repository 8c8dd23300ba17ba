// The schedule with all that scripts add to it; without them its links and forms do the same.
import "./drag.js";
import "./keys.js";
import "./now.js";
import "./resolved.js";

document.documentElement.classList.add("is-scripted");
document.getElementById("filters").addEventListener("change", (event) => event.currentTarget.requestSubmit());

const offerPrint = () => {
  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
};
document.addEventListener("schedule:taken", offerPrint);
offerPrint();
