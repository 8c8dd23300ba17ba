// Signing in again, here or in another window, makes the token of every open page an old one: a text is sent with the new.
const NAME = "csrftoken=";

document.addEventListener("submit", (event) => {
  const token = event.target.querySelector('input[name="csrfmiddlewaretoken"]');
  const fresh = document.cookie.split("; ").find((cookie) => cookie.startsWith(NAME));
  if (token && fresh) token.value = fresh.slice(NAME.length);
});
