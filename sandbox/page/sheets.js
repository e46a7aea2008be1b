// What slides up over a phone's screen: menus, confirmations, the camera.

import { element, icon } from "./dom.js";
import { record } from "./recorder.js";
import { speak } from "./words.js";

export function close(view) {
  view.layer.querySelector(".veil")?.remove();
}

// `title` names what is said, or says it itself where it is not one of ours.
function open(view, title, ...children) {
  close(view);
  const sheet = element("div", { class: "sheet", role: "dialog", "aria-modal": "true", "data-testid": "sheet", ...(typeof title === "string" ? { label: title } : { "aria-label": title.text }) },
    typeof title === "string" ? element("h3", { word: title }) : element("h3", {}, title.text), children);
  const veil = element("div", { class: "veil", onclick: (event) => event.target === veil && close(view) }, sheet);
  view.layer.append(veil);
  speak(veil);
  (sheet.querySelector("input, button") ?? sheet).focus({ preventScroll: true });
  return sheet;
}

function choice(view, name, word, act, testid) {
  return element("button", { type: "button", class: "choice", "data-testid": testid, onclick: () => { close(view); act(); } }, name ? icon(name) : null, element("span", { word }));
}

function row(view, word, act) {
  return element("menu", { class: "answers" },
    element("button", { type: "button", onclick: () => close(view), word: "cancel" }),
    element("button", { type: "button", class: "strong", "data-testid": "confirm", onclick: () => { close(view); act(); }, word }));
}

export function alert(view, text) {
  open(view, { text: view.bot.name }, element("p", { class: "alert", "data-testid": "alert" }, text),
    element("menu", { class: "answers" }, element("button", { type: "button", class: "strong", onclick: () => close(view), word: "ok" })));
}

export function commands(view) {
  open(view, "menu", element("div", { class: "commands" }, view.state.commands.map(({ command, description }) =>
    element("button", { type: "button", class: "choice command", onclick: () => { close(view); view.act("say", { text: `/${command}` }); } },
      element("span", {}, description), element("small", {}, `/${command}`)))));
}

export function confirmContact(view) {
  open(view, "share_title",
    element("p", { word: "share_text", values: { name: view.bot.name, number: view.state.phone_number } }),
    row(view, "share", () => view.act("share_contact")));
}

export function attach(view) {
  const pick = (asDocument) => {
    const input = element("input", { type: "file", accept: asDocument ? "*/*" : "image/*,video/*", "data-testid": "file-input" });
    input.addEventListener("change", () => input.files.length && send(view, input.files[0], asDocument));
    input.click();
  };
  open(view, "attach",
    choice(view, "picture", "from_disk", () => pick(false), "attach-photo"),
    choice(view, "file", "file", () => pick(true), "attach-file"),
    choice(view, "sticker", "sticker", () => view.act("sticker"), "attach-sticker"),
    choice(view, "voice", "voice", () => recorded(view, "voice"), "attach-voice"),
    choice(view, "video", "video", () => recorded(view, "video"), "attach-video"),
    choice(view, "contact", "my_contact", () => view.act("contact"), "attach-own-contact"),
    choice(view, "contact", "other_contact", () => stranger(view), "attach-foreign-contact"),
    choice(view, "place", "location", () => place(view), "attach-location"));
}

async function send(view, file, asDocument) {
  const form = new FormData();
  form.append("file", file);
  if (asDocument) form.append("as_document", "true");
  if (asDocument || !file.type.startsWith("video/")) return view.act("file", form);
  return sendRecording(view, "video", form, await measured(file));
}

function sendRecording(view, kind, form, said) {
  for (const [name, value] of Object.entries({ kind, ...said })) form.append(name, value);
  return view.act("record", form);
}

async function measured(file) {
  const video = element("video", { src: URL.createObjectURL(file), preload: "metadata" });
  await new Promise((known) => { video.onloadedmetadata = known; video.onerror = known; });
  URL.revokeObjectURL(video.src);
  return { seconds: Math.round(Number.isFinite(video.duration) ? video.duration : 0), width: video.videoWidth, height: video.videoHeight };
}

async function recorded(view, kind) {
  view.toast(view.tell("recording"));
  try {
    const { file, ...said } = await record(kind);
    const form = new FormData();
    form.append("file", file);
    await sendRecording(view, kind, form, said);
  } catch {
    view.toast(view.tell("no_recorder"));
  }
}

function fields(view, title, answer, inputs, act) {
  const form = element("form", { class: "ask" }, inputs.map(([name, word, value, type]) =>
    element("label", {}, element("span", { word }), element("input", { name, value, type: type ?? "text", required: true, step: "any", autocomplete: "off" }))),
    element("menu", { class: "answers" },
      element("button", { type: "button", onclick: () => close(view), word: "cancel" }),
      element("button", { type: "submit", class: "strong", "data-testid": "confirm", word: answer })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    close(view);
    act(said);
  });
  open(view, title, form);
}

function stranger(view) {
  fields(view, "other_contact", "send", [["first_name", "name", "Petra"], ["phone_number", "number", "+359888000999"], ["user_id", "user_id", "700999999", "number"]],
    (said) => view.act("contact", { ...said, user_id: Number(said.user_id) }));
}

export function place(view) {
  fields(view, "location", "send", [["latitude", "latitude", "42.69770", "number"], ["longitude", "longitude", "23.32190", "number"]],
    (said) => view.act("location", { latitude: Number(said.latitude), longitude: Number(said.longitude) }));
}

export function more(view) {
  const blocked = view.state.blocked;
  open(view, "more",
    choice(view, "link", "open_link", () => link(view), "open-link"),
    choice(view, "block", blocked ? "unblock" : "block", () => view.act(blocked ? "unblock" : "block"), blocked ? "unblock" : "block"),
    choice(view, "camera", "camera", () => camera(view), "more-camera"));
}

function link(view) {
  fields(view, "open_link", "open", [["link", "link", ""]], (said) => view.act("open", said));
}

// Invitations and join links are opened, cards are sent to the bot; who has not pressed Start can send nothing.
function fitting(view, code = "") {
  return /[?&]start=[ij]_/.test(code) || !view.state.started ? "open" : "photo";
}

export function camera(view) {
  let how = "fitting";
  const modes = element("div", { class: "modes", role: "radiogroup", label: "code_use" });
  const mode = (value, word) => {
    const button = element("button", { type: "button", role: "radio", "data-testid": `camera-${value}`, "data-how": value, onclick: () => { how = value; mark(); }, word });
    modes.append(button);
  };
  const mark = () => [...modes.children].forEach((button) => button.setAttribute("aria-checked", String(button.dataset.how === how)));
  mode("fitting", "use_fitting");
  mode("photo", "use_photo");
  mode("open", "use_open");
  mark();
  const targets = view.everybody().filter((state) => state && state.key !== view.key).flatMap((state) => {
    const shot = (what, fits) => () => view.act("camera", { from: state.key, what, how: how === "fitting" ? fits : how });
    const photo = [...state.messages].reverse().find((message) => message.photo?.code)?.photo;
    const card = state.wallet.at(-1);
    const google = state.google.find(({ kind }) => kind === "loyaltyObject");
    return [
      state.app ? target(view, `/_sandbox/phones/${state.key}/app.png?${Date.now()}`, ["app_of", state.name], shot("app", fitting(view)), `camera-${state.key}-app`) : null,
      photo ? target(view, photo.url, ["screen_of", state.name], shot("screen", fitting(view, photo.code)), `camera-${state.key}-screen`) : null,
      card ? target(view, `/_sandbox/phones/${state.key}/wallet/${card.serial}.png?${card.digest}-${card.language}`, ["card_of", state.name], shot("wallet", fitting(view)), `camera-${state.key}-wallet`) : null,
      google ? target(view, `/_sandbox/phones/${state.key}/google/${google.id}.png?${google.digest}`, ["google_of", state.name], shot("google", fitting(view)), `camera-${state.key}-google`) : null,
    ];
  }).filter(Boolean);
  targets.unshift(...view.wall().map((poster) => target(view, poster.url, ["poster", poster.title], () => view.photograph(poster.id), "camera-poster")));
  open(view, "point", modes, targets.length ? element("div", { class: "targets" }, targets) : element("p", { class: "quiet", word: "nothing_to_see" }));
}

function target(view, url, [word, name], act, testid) {
  return element("button", { type: "button", class: "target", "data-testid": testid, onclick: () => { close(view); act(); } }, element("img", { src: url, alt: "" }), element("span", { word, values: { name } }));
}
