// Signing in again, here or in another window, makes the token of every open page an old one: what a form holds is sent
// with the new, by the browser or by a script.
const NAME = "csrfmiddlewaretoken", COOKIE = "csrftoken=";

document.addEventListener("formdata", ({ formData }) => {
  const fresh = document.cookie.split("; ").find((cookie) => cookie.startsWith(COOKIE));
  if (fresh && formData.has(NAME)) formData.set(NAME, fresh.slice(COOKIE.length));
});
