// One message: text, picture, file, contact, buttons under it.

import { element, enlarge, icon, size, time } from "./dom.js";

export function bubble(view, message, joined) {
  if (message.service) return element("p", { class: "service", "data-testid": "service", word: "pinned_by", values: { name: view.bot.name } });
  const parts = [
    message.reply_to ? element("div", { class: "reply" }, message.reply_to) : null,
    message.photo ? photo(view, message.photo) : null,
    message.sticker ? element("img", { class: "sticker", "data-testid": "sticker", src: message.sticker.url, alt: "sticker", width: 160, height: 160 }) : null,
    message.voice ? element("audio", { "data-testid": "voice", controls: true, preload: "metadata", src: message.voice.url, label: "play_voice", values: { seconds: message.voice.duration } }) : null,
    message.video ? element("video", { "data-testid": "video", controls: true, preload: "metadata", playsinline: true, src: message.video.url, label: "video" }) : null,
    message.document ? file(view, message) : null,
    message.contact ? contact(message.contact) : null,
    message.location ? element("div", { class: "card" }, icon("place"), element("span", {}, `${message.location.latitude.toFixed(5)}, ${message.location.longitude.toFixed(5)}`)) : null,
    message.invoice ? invoice(message.invoice) : null,
    message.html ? element("div", { class: "text", html: message.html }) : null,
  ];
  const stamp = element("time", { datetime: message.at }, message.edited ? element("span", { word: "edited" }) : "", message.edited ? " " : "", time(message.at));
  const reactions = message.reactions.length ? element("div", { class: "reactions" }, message.reactions.join(" ")) : null;
  const only = message.sticker ? "sticks" : (message.photo || message.video) && !message.html ? "bare" : "";
  const body = element("div", { class: `bubble ${only}` }, parts, reactions, stamp);
  const kind = message.mine ? "mine" : "theirs";
  return element("article", { class: `message ${kind} ${joined ? "joined" : ""} ${message.edited ? "edited" : ""}`, "data-testid": message.mine ? "message-mine" : "message-bot", "data-id": message.id },
    body, message.buttons.length ? buttons(view, message) : null);
}

function photo(view, { url, width, height }) {
  const open = () => enlarge(url, view.tell("photo"));
  return element("button", { type: "button", class: "photo", label: "enlarge", onclick: open },
    element("img", { src: url, alt: "photo", width, height, style: `aspect-ratio:${width}/${height}` }));
}

function file(view, message) {
  const { name, url, size: bytes, pass } = message.document;
  const text = element("span", {}, element("b", {}, name), element("small", {}, size(bytes), pass ? " · " : "", pass ? element("span", { word: "to_wallet" }) : ""));
  if (pass) {
    const add = async () => { if (await view.act("add_to_wallet", { message_id: message.id })) view.wallet.flash(); };
    return element("button", { type: "button", class: "card file", "data-testid": "document", onclick: add }, icon("file"), text);
  }
  return element("span", { class: "card file", "data-testid": "document" }, icon("file"), text,
    element("button", { type: "button", class: "save", label: "download", values: { name }, onclick: () => element("a", { href: url, download: name }).click() }, "↓"));
}

function contact({ first_name: name, phone_number: number }) {
  return element("div", { class: "card" }, icon("contact"), element("span", {}, element("b", {}, name), element("small", {}, number)));
}

function invoice({ title, description, total_amount: total, currency }) {
  const amount = currency === "XTR" ? `${total} ⭐` : new Intl.NumberFormat([], { style: "currency", currency }).format(total / 100);
  return element("div", { class: "invoice" }, element("b", {}, title), element("span", {}, description), element("strong", {}, amount));
}

const MARKS = { url: "out", web_app: "app", copy_text: "copy" };

function buttons(view, message) {
  return element("div", { class: "buttons", role: "group", label: "buttons" }, message.buttons.map((row, y) =>
    element("div", { class: "row" }, row.map((button, x) => element("button", {
      type: "button", class: button.style, disabled: button.disabled, "data-place": `${message.id}:${y}:${x}`, "data-kind": button.kind,
      onclick: () => view.press(message.id, y, x, button),
    }, element("span", { class: "label" }, button.text), MARKS[button.kind] ? element("i", { class: "kind" }, icon(MARKS[button.kind])) : null)))));
}
