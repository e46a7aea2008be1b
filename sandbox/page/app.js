// Puts the phones on the desk and keeps them as the sandbox says.

import { bring, post } from "./dom.js";
import { showCalls, wireDrawers, showState } from "./drawers.js";
import { PhoneView, ROLES } from "./phone.js";
import { wireSms } from "./sms.js";
import { ShopWindow } from "./window.js";
import { say, speak } from "./words.js";

const desk = document.getElementById("desk");
const views = new Map();
const shop = new ShopWindow(desk, views);

function show(phone) {
  let view = views.get(phone.key);
  if (!view) {
    view = new PhoneView(phone.key, () => [...views.values()].map((each) => each.state), () => shop.posters);
    views.set(phone.key, view);
    hang(view);
    shop.wire(view);
  }
  view.update(phone);
  shop.drawTabs();
}

// The owner first, as the steps go, then the cashier and the member, then who came later.
function hang(view) {
  const place = (key) => (ROLES.includes(key) ? ROLES.indexOf(key) : ROLES.length);
  const after = [...desk.children].find((node) => views.has(node.dataset.key) && place(node.dataset.key) > place(view.key));
  desk.insertBefore(view.place, after ?? null);
}

function connect() {
  const events = new EventSource("/_sandbox/events");
  const status = document.querySelector("[data-testid=status]");
  const away = document.querySelector(".away");
  events.addEventListener("phone", (event) => show(JSON.parse(event.data)));
  events.addEventListener("window", (event) => shop.update(JSON.parse(event.data)));
  events.addEventListener("calls", (event) => showCalls(JSON.parse(event.data)));
  events.addEventListener("state", (event) => {
    const state = JSON.parse(event.data);
    const language = document.documentElement.lang;
    for (const view of views.values()) view.meet(state.bot, state.listening);
    const transport = state.webhook ? "webhook" : "polling";
    const how = state.listening ? `${transport} · ${say(language, "waiting", { count: state.pending })}` : say(language, "starting_bot");
    delete status.dataset.word;
    status.textContent = `@${state.bot.username} · ${how}`;
    status.dataset.link = state.listening ? "up" : "starting";
    away.hidden = true;
    showState(state);
  });
  events.addEventListener("error", () => {
    away.hidden = false;
    status.dataset.link = "down";
  });
}

function wireNewPhone() {
  const dialog = document.getElementById("new-phone");
  const form = dialog.querySelector("form");
  document.querySelector("[data-testid=add-phone]").addEventListener("click", () => {
    form.language.value = document.documentElement.lang;
    dialog.showModal();
  });
  dialog.querySelector(".cancel").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async () => {
    show(await post("phones", Object.fromEntries(new FormData(form))));
    form.reset();
    bring(desk.lastElementChild, { inline: "end" });
  });
}

const lightbox = document.getElementById("lightbox");
lightbox.addEventListener("click", () => lightbox.close());
wireDrawers();
wireSms();
wireNewPhone();
await shop.begin();
speak(document.documentElement);
connect();
