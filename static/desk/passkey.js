// Passkeys (WebAuthn): a form with data-passkey asks the browser for one, puts its answer into the form, and sends it.
// "sign-in" asks the server first what it wants to see; "use" and "make" find that in the page.
const trouble = (words) => {
  const told = document.querySelector("[data-passkey-trouble]");
  told.textContent = words;
  told.hidden = false;
};

const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const withBytes = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

async function make(form, { publicKey }) {
  const alone = form.elements.passwordless?.checked;
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: alone,
        ...(alone && { userVerification: "required" }),
      },
    },
  });
}

async function use(form, { publicKey }) {
  const allowCredentials = withBytes(publicKey.allowCredentials);
  return navigator.credentials.get({ publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials } });
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function wanted(form) {
  if (form.dataset.passkey !== "sign-in") return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The desk answered ${answer.status}.`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  try {
    const options = await wanted(form);
    const credential = form.dataset.passkey === "make" ? await make(form, options) : await use(form, options);
    form.elements.credential.value = written(credential);
    form.submit();
  } catch (error) {
    const left = error.name === "NotAllowedError";
    const known = error.name === "InvalidStateError";
    if (left) trouble("No passkey was given. Ask once more, or go the other way.");
    else if (known) trouble("This device has a passkey of yours already.");
    else trouble(`Your browser could not use a passkey here: ${error.message}`);
  }
}

const start = (form) => (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(form);
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.addEventListener("submit", start(form));
    for (const field of form.elements) if (field.type === "button") field.addEventListener("click", start(form));
  }
  for (const way of document.querySelectorAll("[data-passkey-way]")) way.hidden = false;
}
