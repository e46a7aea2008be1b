// Short messages that the file gateway has written, with their links to tap.

import { element, post } from "./dom.js";
import { say, speak } from "./words.js";

const panel = document.getElementById("sms-panel");
const list = panel.querySelector("ol");
let shown = "";

export function wireSms() {
  document.querySelector("[data-testid=sms]").addEventListener("click", refresh);
  setInterval(() => panel.hidden || refresh(), 1500);
}

async function refresh() {
  const { on, messages } = await (await fetch("/_sandbox/sms")).json();
  const state = JSON.stringify([on, messages]);
  if (state === shown) return;
  shown = state;
  panel.querySelector("p").dataset.word = on ? "sms_none" : "sms_off";
  panel.querySelector("p").hidden = messages.length > 0;
  list.replaceChildren(...messages.map(line));
  speak(panel);
}

function line(message) {
  const at = new Date(message.at).toLocaleTimeString([], { hour12: false });
  const parts = message.text.split(/(https?:\/\/\S+)/).map((part, index) =>
    index % 2 ? element("a", { href: part, target: "_blank", rel: "noreferrer", "data-testid": "sms-link" }, part) : part);
  const act = (name, word) => element("button", {
    type: "button", "data-testid": `sms-${name}`, word,
    onclick: async (event) => {
      const said = event.target.closest("li").querySelector("output");
      try {
        said.textContent = say(document.documentElement.lang, "sms_done", { name: await post(`sms/${message.number}/${name}`) });
      } catch (error) {
        said.textContent = error.message;
      }
    },
  });
  return element("li", {},
    element("b", {}, message.to), " ", element("small", {}, at),
    element("p", { class: "sms" }, ...parts),
    message.links.length ? element("menu", { class: "answers" },
      act("install", "sms_install"), act("start", "sms_start")) : null,
    element("output", {}));
}
