// One phone: its frame, the chat, the keyboard, the wallet card beside it.

import { bring, element, glide, hue, icon, post } from "./dom.js";
import { bubble } from "./bubble.js";
import * as sheets from "./sheets.js";
import { LANGUAGES, say, speak } from "./words.js";
import { AppView } from "./app_view.js";
import { WalletView } from "./wallet.js";

export const ROLES = ["owner", "cashier", "member"];
const BUSY = ["upload_photo", "upload_document", "choose_sticker", "find_location"];

function isOurs(url) {
  return /^https?:\/\/(t\.me|telegram\.me)\//.test(url);
}

export class PhoneView {
  constructor(key, everybody, wall) {
    this.key = key;
    this.everybody = everybody;
    this.wall = wall;
    this.state = null;
    this.listening = true;
    this.bot = { name: "Tessera", username: "" };
    this.nodes = new Map();
    this.busy = new Set();
    this.showKeyboard = true;
    this.stuck = true;
    this.build();
  }

  build() {
    this.role = ROLES.includes(this.key) ? this.key : "guest";
    this.wallet = new WalletView(this);
    this.person = element("div", { class: "person" });
    this.language = element("select", { label: "this_language", "data-testid": "language", onchange: () => this.act("language", { language: this.language.value }) },
      Object.entries(LANGUAGES).map(([code, name]) => element("option", { value: code, title: name }, code.toUpperCase())));
    this.caption = element("header", { class: "caption" }, element("span", { class: "avatar", "aria-hidden": "true" }), this.person, this.language);
    this.title = element("b", {}, this.bot.name);
    this.subtitle = element("small", { "data-testid": "typing", word: "bot" });
    const more = element("button", { type: "button", class: "round", label: "more", "data-testid": "more", onclick: () => sheets.more(this) }, icon("more"));
    this.head = element("header", { class: "head" }, element("span", { class: "avatar bot", "aria-hidden": "true" }, element("i", { class: "mark" })), element("div", {}, this.title, this.subtitle), more);
    this.pin = element("button", { type: "button", class: "pin", hidden: true, "data-testid": "pinned" });
    this.list = element("div", { class: "messages", role: "log", label: "messages", empty: "empty", "data-testid": "messages", tabindex: "0" });
    this.buildFoot();
    this.layer = element("div", { class: "layer" });
    this.app = new AppView(this);
    this.notices = element("div", { class: "notices", role: "status", label: "notifications" });
    const screen = element("div", { class: "screen" }, this.head, this.pin, this.list, this.foot, this.app.node, this.layer, this.notices);
    this.frame = element("section", { class: "phone", tabindex: "-1", "data-testid": `phone-${this.key}`, style: `--hue:${hue(this.key)}` }, this.caption, element("div", { class: "body" }, screen));
    this.place = element("div", { class: "place", "data-key": this.key, lang: "en" }, this.frame, this.wallet.node);
    this.list.addEventListener("click", (event) => this.follow(event));
    // The newest message stays in sight until the person scrolls away from it.
    for (const moved of ["wheel", "touchmove", "keydown"]) this.list.addEventListener(moved, () => { this.stuck = false; }, { passive: true });
    this.list.addEventListener("load", () => this.stuck && this.bottom(false), { capture: true }); // a picture has its height now
    this.list.addEventListener("scroll", () => {
      if (this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60) this.stuck = true;
    });
    this.frame.addEventListener("keydown", (event) => event.key === "Escape" && sheets.close(this));
  }

  buildFoot() {
    this.menu = element("button", { type: "button", class: "round menu", label: "menu", "data-testid": "menu", onclick: () => this.openMenu() }, icon("menu"));
    this.input = element("textarea", { rows: "1", label: "message", "data-testid": "input" });
    this.send = element("button", { type: "submit", class: "round send", label: "send", "data-testid": "send" }, icon("send"));
    this.camera = element("button", { type: "button", class: "round", label: "camera", "data-testid": "camera", onclick: () => sheets.camera(this) }, icon("camera"));
    const attach = element("button", { type: "button", class: "round", label: "attach", "data-testid": "attach", onclick: () => sheets.attach(this) }, icon("attach"));
    this.toggle = element("button", { type: "button", class: "round", label: "keyboard", "data-testid": "keyboard-toggle", hidden: true, onclick: () => { this.showKeyboard = !this.showKeyboard; this.drawKeyboard(); } }, icon("keyboard"));
    this.form = element("form", { class: "write", autocomplete: "off" }, this.menu, element("div", { class: "field" }, this.input, this.toggle, attach), this.camera, this.send);
    this.start = element("button", { type: "button", class: "start strong", "data-testid": "start", word: "start" });
    this.scan = element("button", { type: "button", class: "scan", "data-testid": "start-camera", onclick: () => sheets.camera(this) }, icon("camera"), element("span", { word: "scan" }));
    this.keyboard = element("div", { class: "keyboard", role: "group", label: "keyboard", "data-testid": "keyboard" });
    this.foot = element("footer", { class: "foot" }, this.form, this.start, this.scan, this.keyboard);
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.say(); });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); this.say(); }
    });
    this.input.addEventListener("input", () => this.grow());
    this.start.addEventListener("click", () => this.act(this.state.blocked ? "unblock" : "start"));
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 96)}px`;
    this.form.classList.toggle("typed", this.input.value.trim() !== "");
  }

  tell(word, values) {
    return say(this.state?.language, word, values);
  }

  async photograph(poster) {
    const said = await this.act("camera", { from: "poster", what: poster });
    if (said && /^https?:/.test(said) && !isOurs(said)) window.open(said, "_blank", "noopener");
    bring(this.frame);
  }

  async act(name, body = {}) {
    try {
      return await post(`phones/${encodeURIComponent(this.key)}/${name}`, body);
    } catch (error) {
      this.toast(error.message.split("\n")[0]);
      return null;
    }
  }

  say() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.grow();
    this.act("say", { text });
  }

  openMenu() {
    const button = this.state.menu_button;
    if (button.type === "web_app") this.act("open_app", { url: button.web_app.url });
    else sheets.commands(this);
  }

  follow(event) {
    const link = event.target.closest("a");
    const hidden = event.target.closest("tg-spoiler");
    if (hidden) hidden.classList.add("seen");
    if (!link) return;
    event.preventDefault();
    const url = link.getAttribute("href");
    if (url.startsWith("#/")) this.act("say", { text: url.slice(1) });
    else if (isOurs(url)) this.act("open", { link: url });
    else if (/^(https?|mailto):/.test(url)) window.open(url, "_blank", "noopener");
  }

  async press(message, row, column, button) {
    const place = `${message}:${row}:${column}`;
    if (this.busy.has(place)) return;
    this.busy.add(place);
    this.spin(place, true);
    const result = await this.act("tap", { message_id: message, row, column });
    this.busy.delete(place);
    this.spin(place, false);
    if (result) this.answered(result, button);
  }

  spin(place, on) {
    const node = this.list.querySelector(`[data-place="${place}"]`);
    if (node) node.classList.toggle("busy", on);
  }

  answered(result, button) {
    if (result.toast && result.toast.text) {
      if (result.toast.alert) sheets.alert(this, result.toast.text);
      else this.toast(result.toast.text);
    }
    const url = (result.toast && result.toast.url) || (["url", "login_url"].includes(button.kind) ? result.said : "");
    if (button.kind === "copy_text") { this.toast(this.tell("copied", { text: result.said })); navigator.clipboard?.writeText(result.said).catch(() => {}); }
    else if (/\.pkpass(\?|$)|\/p\/[\w-]+\/google$/.test(url)) this.wallet.flash();
    else if (/^https?:\/\//.test(url) && !isOurs(url)) window.open(url, "_blank", "noopener");
  }

  toast(text) {
    const node = element("div", { class: "toast", role: "status", "data-testid": "toast" }, text);
    this.layer.append(node);
    setTimeout(() => node.remove(), 3500);
  }

  meet(bot, listening) {
    this.bot = bot;
    this.listening = listening;
    this.title.textContent = bot.name;
    this.drawSubtitle();
  }

  drawSubtitle() {
    const early = this.state.started ? "bot_starting_answers" : "bot_starting";
    const typing = BUSY.includes(this.state.typing) ? this.state.typing : "typing";
    const busy = this.state.typing ? typing : this.listening ? "" : early;
    this.subtitle.dataset.word = busy || "bot";
    this.subtitle.classList.toggle("busy", !!busy);
    speak(this.head);
  }

  update(state) {
    const first = this.state === null;
    this.state = state;
    this.place.lang = state.language;
    this.frame.setAttribute("aria-label", this.tell("phone_of", { name: `${state.name} (${this.tell(this.role)})` }));
    this.caption.firstChild.textContent = [...state.name][0];
    this.person.replaceChildren(element("b", {}, state.name), element("small", { word: this.role }));
    this.language.value = state.language;
    this.drawSubtitle();
    this.drawMessages(first);
    this.drawFoot();
    this.app.update(state);
    this.wallet.update(state, first);
    speak(this.place);
  }

  drawMessages(first) {
    const alive = new Set();
    let grew = false;
    this.state.messages.forEach((message, index) => {
      alive.add(message.id);
      const known = this.nodes.get(message.id);
      const before = this.state.messages[index - 1];
      const joined = !!before && before.mine === message.mine;
      if (known && known.revision === message.revision && known.joined === joined) return;
      const node = bubble(this, message, joined);
      if (known) known.node.replaceWith(node);
      else { this.list.append(node); grew = true; }
      this.nodes.set(message.id, { node, revision: message.revision, joined });
      for (const place of this.busy) this.spin(place, true);
    });
    for (const [id, { node }] of this.nodes) {
      if (!alive.has(id)) { node.remove(); this.nodes.delete(id); }
    }
    const mine = this.state.messages.at(-1)?.mine;
    this.list.classList.toggle("empty", this.state.messages.length === 0);
    if (first || (grew && (this.stuck || mine))) this.bottom(!first);
    else if (this.stuck) this.bottom(false);
    const pinned = this.state.messages.find((message) => message.id === this.state.pinned.at(-1));
    this.pin.hidden = !pinned;
    if (pinned) {
      this.pin.replaceChildren(element("b", { word: "pinned" }), element("span", { html: pinned.html.split("\n")[0] || this.tell("photo") }));
      this.pin.onclick = () => bring(this.nodes.get(pinned.id).node, { block: "center" });
    }
  }

  bottom(smooth) {
    requestAnimationFrame(() => this.list.scrollTo({ top: this.list.scrollHeight, behavior: smooth ? glide() : "instant" }));
  }

  drawFoot() {
    const quiet = !this.state.started || this.state.blocked;
    this.form.hidden = quiet;
    this.start.hidden = !quiet;
    this.scan.hidden = this.state.started;
    this.start.dataset.word = this.state.blocked ? "unblock_start" : "start";
    this.menu.hidden = this.state.commands.length === 0 && this.state.menu_button.type !== "web_app";
    this.menu.classList.toggle("wide", this.state.menu_button.type === "web_app");
    this.menu.replaceChildren(icon("menu"), this.state.menu_button.type === "web_app" ? element("span", {}, this.state.menu_button.text) : "");
    this.input.placeholder = this.state.keyboard.placeholder || this.tell("message");
    this.drawKeyboard();
  }

  drawKeyboard() {
    const { rows, message_id: message } = this.state.keyboard;
    const sign = JSON.stringify(this.state.keyboard);
    if (sign !== this.drawn) { this.showKeyboard = true; this.drawn = sign; }
    this.toggle.hidden = rows.length === 0;
    this.toggle.setAttribute("aria-pressed", String(this.showKeyboard));
    this.keyboard.hidden = rows.length === 0 || !this.showKeyboard || this.state.blocked;
    this.keyboard.replaceChildren(...rows.map((row, y) => element("div", { class: "row" }, row.map((button, x) =>
      element("button", { type: "button", class: button.style, onclick: () => this.pressKey(message, y, x, button) }, button.text)))));
    requestAnimationFrame(() => {
      if (this.stuck) this.bottom(false);
    });
  }

  pressKey(message, row, column, button) {
    if (button.kind === "request_contact") sheets.confirmContact(this);
    else if (button.kind === "request_location") sheets.place(this);
    else this.act("tap", { message_id: message, row, column });
    if (this.state.keyboard.one_time) { this.showKeyboard = false; this.drawKeyboard(); }
  }
}
