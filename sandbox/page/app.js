// Puts the phones on the desk and keeps them as the sandbox says.

import { post } from "./dom.js";
import { showCalls, wireDrawers, showState } from "./drawers.js";
import { PhoneView } from "./phone.js";
import { wireSms } from "./sms.js";

const desk = document.getElementById("desk");
const views = new Map();

function show(phone) {
  let view = views.get(phone.key);
  if (!view) {
    view = new PhoneView(phone.key, () => [...views.values()].map((each) => each.state));
    views.set(phone.key, view);
    desk.append(view.place);
  }
  view.update(phone);
}

function connect() {
  const events = new EventSource("/_sandbox/events");
  const status = document.querySelector("[data-testid=status]");
  events.addEventListener("phone", (event) => show(JSON.parse(event.data)));
  events.addEventListener("calls", (event) => showCalls(JSON.parse(event.data)));
  events.addEventListener("state", (event) => {
    const state = JSON.parse(event.data);
    for (const view of views.values()) view.meet(state.bot, state.listening);
    const transport = state.webhook ? "webhook" : "polling";
    status.textContent = `@${state.bot.username} · ${state.listening ? `${transport} · ${state.pending} waiting` : "starting…"}`;
    status.dataset.link = state.listening ? "up" : "starting";
    showState(state);
  });
  events.addEventListener("error", () => {
    status.textContent = "the sandbox is away";
    status.dataset.link = "down";
  });
}

function wireNewPhone() {
  const dialog = document.getElementById("new-phone");
  const form = dialog.querySelector("form");
  document.querySelector("[data-testid=add-phone]").addEventListener("click", () => dialog.showModal());
  dialog.querySelector(".cancel").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async () => {
    show(await post("phones", Object.fromEntries(new FormData(form))));
    form.reset();
    desk.lastElementChild.scrollIntoView({ behavior: "smooth", inline: "end" });
  });
}

const lightbox = document.getElementById("lightbox");
lightbox.addEventListener("click", () => lightbox.close());
wireDrawers();
wireSms();
wireNewPhone();
connect();

