// The drawers: the call log, the faults, and how all of them open.

import { element, post } from "./dom.js";
import { speak } from "./words.js";

const KEPT = 400;
const known = new Set();
const list = document.querySelector("[data-testid=calls-list]");
const filter = document.querySelector("[data-testid=calls-filter]");
const faults = document.getElementById("faults-panel");

export function wireDrawers() {
  for (const name of ["calls", "faults", "sms"]) {
    const panel = document.getElementById(`${name}-panel`);
    const opener = document.querySelector(`[data-testid=${name}]`);
    const toggle = (open) => {
      panel.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
      document.body.classList.toggle("with-drawer", !!document.querySelector(".drawer:not([hidden])"));
    };
    opener.addEventListener("click", () => {
      const other = document.querySelector(`.drawer:not([hidden]):not(#${name}-panel) .close`);
      if (other) other.click();
      toggle(panel.hidden);
    });
    panel.querySelector(".close").addEventListener("click", () => toggle(false));
    panel.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false));
  }
  filter.addEventListener("input", () => [...list.children].forEach(sift));
  wireFaults();
}

function sift(line) {
  line.hidden = !line.textContent.toLowerCase().includes(filter.value.toLowerCase());
}

export function showCalls(calls) {
  // Polls say nothing about what the bot does.
  for (const call of calls.filter((each) => each.method !== "getUpdates" || each.status !== 200)) {
    if (!known.has(call.method)) {
      known.add(call.method);
      document.getElementById("methods").append(element("option", { value: call.method }));
    }
    const good = call.status === 200;
    const at = new Date(call.at * 1000).toLocaleTimeString([], { hour12: false });
    const summary = element("summary", {},
      element("b", {}, call.method),
      element("span", { class: good ? "good" : "bad" }, good ? "ok" : String(call.status || "broken")),
      element("small", {}, `${at} · ${(call.seconds * 1000).toFixed(0)} ms`));
    const details = element("pre", {}, `${JSON.stringify(call.arguments, null, 2)}\n→ ${JSON.stringify(call.answer, null, 2)}`);
    const line = element("li", {}, element("details", {}, summary, details));
    sift(line);
    list.prepend(line);
  }
  while (list.children.length > KEPT) list.lastElementChild.remove();
}

function wireFaults() {
  const form = faults.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = Object.fromEntries(new FormData(form));
    const status = Number(said.how);
    const how = status ? { how: "refuse", status } : { how: said.how };
    const pause = status === 429 ? { retry_after: Number(said.retry_after) } : {};
    await post("faults", { method: said.method, times: Number(said.times), done: said.done === "on", ...how, ...pause });
  });
  faults.querySelector(".clear").addEventListener("click", () => fetch("/_sandbox/faults", { method: "DELETE" }));
  faults.querySelector("[name=limits]").addEventListener("change", (event) => post("faults", { limits: event.target.checked }));
}

export function showState(state) {
  const lines = state.faults.map((fault) => {
    const what = fault.how === "refuse" ? fault.status : fault.how;
    return element("li", {}, `${fault.method} · ${what} · ${fault.times}× `, fault.done ? element("span", { word: "fault_effect" }) : "");
  });
  faults.querySelector("ul").replaceChildren(...lines);
  speak(faults);
  faults.querySelector("[name=limits]").checked = state.limits;
  for (const name of ["faults", "tools"]) document.querySelector(`[data-testid=${name}]`).classList.toggle("armed", lines.length > 0 || state.limits);
}
