// Where the story's page asks the server: addresses that the page itself carries, by their names.
const known = JSON.parse(document.getElementById("addresses")?.textContent ?? "{}");
// A new story has some of them only from its first save on.
document.addEventListener("story:begun", ({ detail }) => Object.assign(known, detail.addresses));

export const addressOf = (name) => known[name];

// Send something to one of them, with the token that guards every form.
export const send = async (name, fields) => {
  const token = document.querySelector('[name="csrfmiddlewaretoken"]').value;
  const body = new URLSearchParams(fields);
  const answer = await fetch(addressOf(name), { method: "POST", body, headers: { "X-CSRFToken": token, Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${addressOf(name)} answered ${answer.status}`);
  return answer.json();
};
