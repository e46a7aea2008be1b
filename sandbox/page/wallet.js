// The wallet cards beside a phone, Apple's and Google's, and what the lock screen says when they change.

import { bring, element, enlarge } from "./dom.js";
import { speak } from "./words.js";

const NOTICE_SECONDS = 6;

export class WalletView {
  constructor(phone) {
    this.phone = phone;
    this.cards = element("div", { class: "cards" });
    this.node = element("section", { class: "wallet", label: "wallet", "data-testid": `wallet-${phone.key}` }, element("h2", { word: "wallet" }), this.cards);
    this.notices = new Map();
    this.drawn = "";
  }

  update(state, first) {
    const place = `/_sandbox/phones/${encodeURIComponent(this.phone.key)}`;
    const apple = state.wallet.map(({ serial, title, digest, language, notices, voided, automatic }) => ({
      key: serial, name: "Wallet", label: "wallet_card", test: "wallet-card", last: "last-notice", remove: "remove-card", notices, title, voided, automatic,
      flip: () => this.phone.act("update_automatically", { serial, automatic: !automatic }),
      url: `${place}/wallet/${encodeURIComponent(serial)}.png?${digest}-${language}`,
      away: () => this.phone.act("remove_from_wallet", { serial }),
    }));
    const google = state.google.map(({ id, digest, notices }) => ({
      key: id, name: "Google Wallet", label: "google_card", test: "google-card", last: "google-notice", remove: "remove-google", notices,
      url: `${place}/google/${encodeURIComponent(id)}.png?${digest}`,
      away: () => this.phone.act("remove_from_google", { id }),
    }));
    const cards = [...apple, ...google];
    this.node.hidden = cards.length === 0 && this.phone.key !== "member";
    for (const card of cards) {
      const seen = this.notices.get(card.key) ?? (first ? card.notices.length : 0);
      card.notices.slice(seen).forEach((text) => this.notify(card.name, text));
      this.notices.set(card.key, card.notices.length);
    }
    const sign = JSON.stringify(cards);
    if (sign === this.drawn) return;
    this.drawn = sign;
    this.swap(cards.length ? cards.map((card) => this.draw(card)) : [this.empty()], sign);
  }

  // The cards of before stay until the pictures of the new ones can be painted.
  async swap(nodes, sign) {
    const pictures = nodes.flatMap((node) => [...node.querySelectorAll("img")]);
    await Promise.allSettled(pictures.map((picture) => picture.decode()));
    if (sign !== this.drawn) return;
    this.cards.replaceChildren(...nodes);
    speak(this.cards);
  }

  draw(card) {
    const picture = element("img", { src: card.url, alt: card.label });
    const last = card.notices.at(-1);
    return element("figure", {},
      element("button", { type: "button", class: "pass", "data-testid": card.test, label: card.label, onclick: () => enlarge(card.url, this.phone.tell(card.label)) }, picture),
      last ? element("figcaption", { "data-testid": card.last }, last) : null,
      card.flip ? element("button", { type: "button", class: "remove", role: "switch", "aria-checked": String(card.automatic), "data-testid": "automatic", title: card.title, onclick: card.flip, word: card.automatic ? "updates_on" : "updates_off" }) : null,
      element("button", { type: "button", class: "remove", "data-testid": card.remove, onclick: card.away, word: "remove" }));
  }

  empty() {
    return element("p", { class: "no-card", "data-testid": "no-card", word: "no_card" });
  }

  notify(name, text) {
    const node = element("div", { class: "notice", "data-testid": "notice" }, element("i", { class: "mark", "aria-hidden": "true" }), element("div", {}, element("b", {}, name), element("span", {}, text)));
    this.phone.notices.append(node);
    setTimeout(() => node.remove(), NOTICE_SECONDS * 1000);
  }

  flash() {
    this.node.classList.remove("flash");
    requestAnimationFrame(() => this.node.classList.add("flash"));
    bring(this.node, { inline: "nearest", block: "nearest" });
  }
}
