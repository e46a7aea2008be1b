// What slides up over a phone's screen: menus, confirmations, the camera.

import { element, icon } from "./dom.js";

export function close(view) {
  view.layer.querySelector(".veil")?.remove();
}

function open(view, label, ...children) {
  close(view);
  const sheet = element("div", { class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": label, "data-testid": "sheet" }, element("h3", {}, label), children);
  const veil = element("div", { class: "veil", onclick: (event) => event.target === veil && close(view) }, sheet);
  view.layer.append(veil);
  (sheet.querySelector("input, button") ?? sheet).focus({ preventScroll: true });
  return sheet;
}

function choice(view, name, label, act, testid) {
  return element("button", { type: "button", class: "choice", "data-testid": testid, onclick: () => { close(view); act(); } }, name ? icon(name) : null, element("span", {}, label));
}

function row(view, label, act) {
  return element("menu", { class: "answers" },
    element("button", { type: "button", onclick: () => close(view) }, "Cancel"),
    element("button", { type: "button", class: "strong", "data-testid": "confirm", onclick: () => { close(view); act(); } }, label));
}

export function alert(view, text) {
  open(view, view.bot.name, element("p", { class: "alert", "data-testid": "alert" }, text),
    element("menu", { class: "answers" }, element("button", { type: "button", class: "strong", onclick: () => close(view) }, "OK")));
}

export function commands(view) {
  open(view, "Menu", element("div", { class: "commands" }, view.state.commands.map(({ command, description }) =>
    element("button", { type: "button", class: "choice command", onclick: () => { close(view); view.act("say", { text: `/${command}` }); } },
      element("span", {}, description), element("small", {}, `/${command}`)))));
}

export function confirmContact(view) {
  open(view, "Share your phone number?",
    element("p", {}, `${view.bot.name} will know your number ${view.state.phone_number}. This can be useful for integration with other services.`),
    row(view, "Share", () => view.act("share_contact")));
}

export function attach(view) {
  const pick = (asDocument) => {
    const input = element("input", { type: "file", accept: asDocument ? "*/*" : "image/*", "data-testid": "file-input" });
    input.addEventListener("change", () => {
      if (!input.files.length) return;
      const form = new FormData();
      form.append("file", input.files[0]);
      if (asDocument) form.append("as_document", "true");
      view.act("file", form);
    });
    input.click();
  };
  open(view, "Attach",
    choice(view, "picture", "Photo from the disk", () => pick(false), "attach-photo"),
    choice(view, "file", "File", () => pick(true), "attach-file"),
    choice(view, "contact", "My contact", () => view.act("contact"), "attach-own-contact"),
    choice(view, "contact", "Somebody else's contact", () => stranger(view), "attach-foreign-contact"),
    choice(view, "place", "Location", () => place(view), "attach-location"));
}

function fields(view, label, answer, inputs, act) {
  const form = element("form", { class: "ask" }, inputs.map(([name, text, value, type]) =>
    element("label", {}, text, element("input", { name, value, type: type ?? "text", required: true, step: "any", autocomplete: "off" }))),
    element("menu", { class: "answers" },
      element("button", { type: "button", onclick: () => close(view) }, "Cancel"),
      element("button", { type: "submit", class: "strong", "data-testid": "confirm" }, answer)));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    close(view);
    act(said);
  });
  open(view, label, form);
}

function stranger(view) {
  fields(view, "Somebody else's contact", "Send", [["first_name", "Name", "Petra"], ["phone_number", "Number", "+359888000999"], ["user_id", "User id", "700999999", "number"]],
    (said) => view.act("contact", { ...said, user_id: Number(said.user_id) }));
}

export function place(view) {
  fields(view, "Location", "Send", [["latitude", "Latitude", "42.69770", "number"], ["longitude", "Longitude", "23.32190", "number"]],
    (said) => view.act("location", { latitude: Number(said.latitude), longitude: Number(said.longitude) }));
}

export function more(view) {
  const blocked = view.state.blocked;
  open(view, "More",
    choice(view, "link", "Open a start link", () => link(view), "open-link"),
    choice(view, "block", blocked ? "Unblock the bot" : "Block the bot", () => view.act(blocked ? "unblock" : "block"), blocked ? "unblock" : "block"),
    choice(view, "camera", "Camera", () => camera(view), "more-camera"));
}

function link(view) {
  fields(view, "Open a start link", "Open", [["link", "Link", ""]], (said) => view.act("open", said));
}

// Invitations and join links are opened, cards are sent to the bot; who has not pressed Start can send nothing.
function fitting(view, code = "") {
  return /[?&]start=[ij]_/.test(code) || !view.state.started ? "open" : "photo";
}

export function camera(view) {
  let how = "fitting";
  const modes = element("div", { class: "modes", role: "radiogroup", "aria-label": "What to do with the code" });
  const mode = (value, label) => {
    const button = element("button", { type: "button", role: "radio", "data-testid": `camera-${value}`, "data-how": value, onclick: () => { how = value; mark(); } }, label);
    modes.append(button);
  };
  const mark = () => [...modes.children].forEach((button) => button.setAttribute("aria-checked", String(button.dataset.how === how)));
  mode("fitting", "What fits");
  mode("photo", "Send a photo");
  mode("open", "Open the link");
  mark();
  const targets = view.everybody().filter((state) => state && state.key !== view.key).flatMap((state) => {
    const shot = (what, fits) => () => view.act("camera", { from: state.key, what, how: how === "fitting" ? fits : how });
    const photo = [...state.messages].reverse().find((message) => message.photo?.code)?.photo;
    const card = state.wallet.at(-1);
    const google = state.google.find(({ kind }) => kind === "loyaltyObject");
    return [
      state.app ? target(view, `/_sandbox/phones/${state.key}/app.png?${Date.now()}`, `${state.name}'s Mini App`, shot("app", fitting(view)), `camera-${state.key}-app`) : null,
      photo ? target(view, photo.url, `${state.name}'s screen`, shot("screen", fitting(view, photo.code)), `camera-${state.key}-screen`) : null,
      card ? target(view, `/_sandbox/phones/${state.key}/wallet/${card.serial}.png?${card.digest}-${card.language}`, `${state.name}'s wallet card`, shot("wallet", fitting(view)), `camera-${state.key}-wallet`) : null,
      google ? target(view, `/_sandbox/phones/${state.key}/google/${google.id}.png?${google.digest}`, `${state.name}'s card in Google Wallet`, shot("google", fitting(view)), `camera-${state.key}-google`) : null,
    ];
  }).filter(Boolean);
  open(view, "Point the camera at", modes, targets.length ? element("div", { class: "targets" }, targets) : element("p", { class: "quiet" }, "No other phone shows a picture or a card yet."));
}

function target(view, url, label, act, testid) {
  return element("button", { type: "button", class: "target", "data-testid": testid, onclick: () => { close(view); act(); } }, element("img", { src: url, alt: "" }), element("span", {}, label));
}
