// The wallet card beside a phone, and what the lock screen says when it changes.

import { element, enlarge } from "./dom.js";

const NOTICE_SECONDS = 6;

export class WalletView {
  constructor(phone) {
    this.phone = phone;
    this.cards = element("div", { class: "cards" });
    this.node = element("section", { class: "wallet", "aria-label": "Wallet", "data-testid": `wallet-${phone.key}` }, element("h2", {}, "Wallet"), this.cards);
    this.notices = new Map();
    this.drawn = "";
  }

  update(state, first) {
    this.node.hidden = state.wallet.length === 0 && this.phone.key !== "member";
    for (const card of state.wallet) {
      const seen = this.notices.get(card.serial) ?? (first ? card.notices.length : 0);
      card.notices.slice(seen).forEach((text) => this.notify(text));
      this.notices.set(card.serial, card.notices.length);
    }
    const sign = JSON.stringify(state.wallet);
    if (sign === this.drawn) return;
    this.drawn = sign;
    this.swap(state.wallet.length ? state.wallet.map((card) => this.draw(card)) : [this.empty()], sign);
  }

  // The cards of before stay until the pictures of the new ones can be painted.
  async swap(nodes, sign) {
    const pictures = nodes.flatMap((node) => [...node.querySelectorAll("img")]);
    await Promise.allSettled(pictures.map((picture) => picture.decode()));
    if (sign === this.drawn) this.cards.replaceChildren(...nodes);
  }

  draw(card) {
    const url = `/_sandbox/phones/${encodeURIComponent(this.phone.key)}/wallet/${encodeURIComponent(card.serial)}.png?${card.digest}-${card.language}`;
    const picture = element("img", { src: url, alt: "Wallet card" });
    const last = card.notices.at(-1);
    return element("figure", {},
      element("button", { type: "button", class: "pass", "data-testid": "wallet-card", "aria-label": "Wallet card", onclick: () => enlarge(url, "Wallet card") }, picture),
      last ? element("figcaption", { "data-testid": "last-notice" }, last) : null,
      element("button", { type: "button", class: "remove", "data-testid": "remove-card", onclick: () => this.phone.act("remove_from_wallet", { serial: card.serial }) }, "Remove"));
  }

  empty() {
    return element("p", { class: "no-card", "data-testid": "no-card" }, "The card appears here once it is added to the wallet.");
  }

  notify(text) {
    const node = element("div", { class: "notice", "data-testid": "notice" }, element("i", { class: "mark", "aria-hidden": "true" }), element("div", {}, element("b", {}, "Wallet"), element("span", {}, text)));
    this.phone.notices.append(node);
    setTimeout(() => node.remove(), NOTICE_SECONDS * 1000);
  }

  flash() {
    this.node.classList.remove("flash");
    requestAnimationFrame(() => this.node.classList.add("flash"));
    this.node.scrollIntoView({ behavior: "smooth", inline: "nearest", block: "nearest" });
  }
}
