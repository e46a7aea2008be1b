// The shop window around the phones: one language, the steps, the posters on the wall, a month of sales, tabs on a small screen.

import { bring, element, enlarge, icon, post } from "./dom.js";
import { ROLES } from "./phone.js";
import { LANGUAGES, preferred, say, speak } from "./words.js";

const page = document.documentElement;

export class ShopWindow {
  constructor(desk, views) {
    this.desk = desk;
    this.views = views;
    this.posters = [];
    this.hung = new Map();
    this.line = document.querySelector(".steps");
    this.fill = this.line.querySelector(".fill");
    this.tabs = document.querySelector(".tabs");
    this.language = document.getElementById("language");
    this.language.append(...Object.entries(LANGUAGES).map(([code, name]) => element("option", { value: code }, name)));
    this.language.addEventListener("change", () => post("window/language", { language: this.language.value }));
    this.fill.addEventListener("click", () => { this.fill.disabled = true; post("window/fill").catch(() => this.drawSteps()); });
    this.seen = new IntersectionObserver((entries) => entries.forEach((entry) => this.pass(entry)), { root: desk, threshold: 0.6 });
    this.wireGear();
    setInterval(() => this.tick(), 1000);
  }

  // Nobody has chosen a language yet when the first browser opens the page: it is the browser's.
  async begin() {
    const language = preferred();
    const chosen = await post("window/language", { language, first: true }).catch(() => ({ language }));
    this.speak(chosen.language);
  }

  speak(language) {
    if (page.lang === language && this.language.value === language) return;
    page.lang = language;
    this.language.value = language;
    speak(page);
    this.drawTabs(true);
  }

  wireGear() {
    const gear = document.querySelector("[data-testid=tools]");
    const tools = document.getElementById("tools");
    gear.addEventListener("click", () => {
      tools.hidden = !tools.hidden;
      gear.setAttribute("aria-expanded", String(!tools.hidden));
      if (tools.hidden) document.querySelector(".drawer:not([hidden]) .close")?.click();
    });
  }

  tick() {
    const clock = document.querySelector("[data-testid=clock]");
    clock.textContent = new Date().toLocaleString(page.lang, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
  }

  update(state) {
    this.state = state;
    this.speak(state.language || page.lang);
    this.line.hidden = !state.open;
    this.next = state.open ? ROLES.find((role) => !state.done.includes(role)) : undefined;
    this.drawSteps();
    this.drawPosters();
    for (const [key, view] of this.views) view.place.classList.toggle("lit", state.open && key === this.next);
    this.drawTabs();
  }

  drawSteps() {
    const { done, filled, filling } = this.state;
    const steps = ROLES.map((role, number) => {
      const is = done.includes(role);
      const sign = element("span", { class: "sign", "aria-hidden": "true" }, is ? icon("check") : String(number + 1));
      const told = is ? [" ", element("span", { class: "unseen", word: "done" })] : [];
      return element("li", { class: is ? "done" : "", "aria-current": role === this.next ? "step" : null, "data-testid": `step-${role}` },
        element("button", { type: "button", onclick: () => this.goTo(role) }, sign, element("span", { word: `step_${role}` }), ...told));
    });
    this.line.querySelector("ol").replaceChildren(...steps);
    this.line.querySelector(".next").dataset.word = `hint_${this.next ?? "done"}`;
    this.fill.dataset.word = filled ? "filled" : filling ? "filling" : "fill";
    this.fill.disabled = filled || filling;
    this.fill.classList.toggle("busy", filling);
    speak(this.line);
  }

  goTo(key) {
    const view = this.views.get(key);
    if (!view) return;
    bring(view.frame);
    view.frame.focus({ preventScroll: true });
  }

  drawPosters() {
    const wanted = this.state.posters.map(({ id, title }) => ({ id, title, url: `/_sandbox/window/posters/${encodeURIComponent(id)}.png` }));
    if (JSON.stringify(wanted) === JSON.stringify(this.posters)) return;
    this.posters = wanted;
    for (const wall of this.hung.values()) wall.remove();
    this.hung.clear();
    // The first hangs before the member, who is to photograph it; the second at the till.
    wanted.forEach((poster, number) => {
      const before = this.views.get(["member", "cashier"][number])?.place ?? null;
      const wall = this.poster(poster);
      this.desk.insertBefore(wall, before);
      this.hung.set(poster.id, wall);
      speak(wall);
    });
  }

  poster(poster) {
    const show = () => enlarge(poster.url, say(page.lang, "poster", { name: poster.title }), this.cameras(poster));
    return element("aside", { class: "wall", "data-testid": "poster", "data-key": "wall" },
      element("button", { type: "button", class: "sheet-of-paper", label: "poster", values: { name: poster.title }, onclick: show }, element("img", { src: poster.url, alt: "" })),
      element("small", { word: "poster_hint" }));
  }

  cameras(poster) {
    return [...this.views.values()].map((view) => element("button", { type: "button", class: "strong", "data-testid": `photograph-${view.key}`, onclick: () => view.photograph(poster.id) },
      icon("camera"), say(page.lang, "poster_shoot", { name: ROLES.includes(view.key) ? say(page.lang, view.key) : view.state.name })));
  }

  // On a small screen there is one thing at a time, and a tab for each.

  wire(view) {
    this.seen.observe(view.frame);
    this.seen.observe(view.wallet.node);
    view.place.classList.toggle("lit", !!this.state?.open && view.key === this.next);
  }

  pass({ target, isIntersecting }) {
    if (!isIntersecting) return;
    this.current = target;
    for (const tab of this.tabs.children) tab.setAttribute("aria-current", String(tab.target === target));
  }

  drawTabs(anew = false) {
    const entries = [];
    for (const node of this.desk.children) {
      const view = this.views.get(node.dataset.key);
      if (!view) { entries.push([node, say(page.lang, "wall")]); continue; }
      entries.push([view.frame, ROLES.includes(view.key) ? say(page.lang, view.key) : view.state.name]);
      if (!view.wallet.node.hidden) entries.push([view.wallet.node, view.key === "member" ? "Wallet" : `Wallet: ${view.state.name}`]);
    }
    const sign = JSON.stringify(entries.map(([, name]) => name)) + this.next;
    if (!anew && sign === this.drawn) return;
    this.drawn = sign;
    this.tabs.replaceChildren(...entries.map(([target, name]) => {
      const lit = this.next && target === this.views.get(this.next)?.frame;
      const tab = element("button", { type: "button", class: lit ? "lit" : "", "aria-current": String(target === this.current), onclick: () => bring(target) }, name);
      tab.target = target;
      this.seen.observe(target);
      return tab;
    }));
  }
}
