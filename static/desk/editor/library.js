// What the library says of pictures: each is asked for once, all that are wanted at the same moment together.
import { addressOf } from "./addresses.js";

const MOST = 100;
const known = new Map();
const heard = new Map();
let asked = null;

const data = async (query) => {
  const address = new URL(addressOf("pictures"), location); // It says where the pictures would stand.
  query.forEach((value, name) => address.searchParams.append(name, value));
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The library answered ${answer.status}`);
  return answer.json();
};

const askFor = async (numbers) => {
  for (let from = 0; from < numbers.length; from += MOST) {
    const some = numbers.slice(from, from + MOST);
    const { found } = await data(new URLSearchParams(some.map((number) => ["picture", number])));
    some.forEach((number) => known.set(number, null));
    found.forEach(remember);
  }
};

const askTogether = async () => {
  await null; // Whoever else asks in this moment is asked for along with it.
  const numbers = [...asked];
  asked = null;
  await askFor(numbers);
};

// Whoever comes back to this page may have been in the library: what it says of the pictures here is told anew.
document.addEventListener("visibilitychange", async () => {
  if (document.hidden || !known.size) return;
  const isTold = await askFor([...known.keys()]).then(() => true, () => false);
  if (isTold) document.dispatchEvent(new CustomEvent("desk:pictures"));
});

export const remember = (picture) => {
  known.set(String(picture.number), picture);
  return picture;
};

// What is known of a picture by its number; null: there is none such. Throws where nobody could be asked.
export const pictureOf = async (number) => {
  const key = String(number);
  if (known.has(key)) return known.get(key);
  if (!heard.has(key)) {
    if (!asked) {
      asked = new Set();
      heard.set("asking", askTogether());
    }
    asked.add(key);
    heard.set(key, heard.get("asking").finally(() => heard.delete(key)));
  }
  await heard.get(key);
  return known.get(key) ?? null;
};

// A page of the library: { found, more }, `more` being the number of the page that goes on.
export const lookFor = async (words, page = 1) => {
  const answer = await data(new URLSearchParams({ q: words, page }));
  answer.found.forEach(remember);
  return answer;
};

// Send a file in. `progress` hears from 0 to 1. Gives { picture } or { refused: a sentence }.
export const takeIn = (file, progress = () => {}) =>
  new Promise((resolve) => {
    const away = () => resolve({ refused: "It did not get through, and is still on your device: send it again." });
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("files", file);
    request.open("POST", addressOf("take_in"));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", document.querySelector('[name="csrfmiddlewaretoken"]').value);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(loaded / total));
    request.addEventListener("error", away);
    request.addEventListener("load", () => {
      const arrival = request.status === 200 && request.response?.arrivals?.[0];
      if (!arrival) return away();
      if (arrival.picture) remember(arrival.picture);
      resolve(arrival);
    });
    request.send(body);
  });

// What is to be known of a file that came, or did not.
const told = ({ refused, is_moving: isMoving, resembling = [] }, name) => {
  if (refused) return [`${name} was not taken in. ${refused}`];
  const alike = resembling.map((title) => `“${title}”`).join(", ");
  return [isMoving && `Of ${name} only the first picture is shown.`, alike && `${name} looks much like ${alike}, here already.`].filter(Boolean);
};

// Send several in, one after the other, and say once what is to be known of them. Gives the pictures that were taken.
export const takeInAll = async (files, { progress = () => {}, say }) => {
  const taken = [], words = [];
  for (const [place, file] of files.entries()) {
    const arrival = await takeIn(file, (part) => progress((place + part) / files.length, file));
    if (arrival.picture) taken.push(arrival.picture);
    words.push(...told(arrival, file.name || "A picture"));
  }
  if (words.length) say(words.join(" "));
  return taken;
};
