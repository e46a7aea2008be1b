// A Mini App over a phone's chat: the app's own page in a frame, with Telegram's head above it.

import { element } from "./dom.js";

export class AppView {
  constructor(phone) {
    this.title = element("b");
    this.frame = element("iframe", { label: "app", "data-testid": "app-frame" });
    const close = element("button", { type: "button", class: "shut", "data-testid": "app-close", onclick: () => phone.act("close_app") }, "✕ ", element("span", { word: "close" }));
    this.node = element("section", { class: "app", label: "app", "data-testid": "app", hidden: true }, element("header", {}, close, this.title), this.frame);
    this.phone = phone;
    this.shown = "";
  }

  update(state) {
    if (state.app === this.shown) return;
    this.shown = state.app;
    this.title.textContent = this.phone.bot.name;
    this.node.hidden = !state.app;
    this.frame.replaceWith(this.frame = this.frame.cloneNode());
    if (state.app) this.frame.src = state.app;
    else this.frame.removeAttribute("src");
  }
}
