"use strict";
(() => {
const at = (id) => document.getElementById(id);
const main = document.querySelector("main"), root = document.documentElement;
const given = new URLSearchParams(location.hash.slice(1));
const initData = given.get("tgWebAppData") || "", platform = given.get("tgWebAppPlatform") || "";
const FRESH = 60000, PEEK = 2000, AGAIN = 5000;
let words = main.dataset, codes = [], ahead = 0, drawn = 0, asking = false, next = 0, peek = 0, stopped = false;
let mark = "", points = null, look = null, theme = {};

/* --- Telegram --- */
const tell = (type, data) => {
  const text = JSON.stringify(data || {});
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(type, text);
  else if (window.external && "notify" in window.external) window.external.notify(JSON.stringify({eventType: type, eventData: data || {}}));
  else if (parent !== window) parent.postMessage(JSON.stringify({eventType: type, eventData: data || {}}), "*");
};
const light = (hex) => {
  const part = (from) => {
    const share = parseInt(hex.slice(from, from + 2), 16) / 255;
    return share <= .03928 ? share / 12.92 : ((share + .055) / 1.055) ** 2.4;
  };
  return .2126 * part(1) + .7152 * part(3) + .0722 * part(5);
};
const contrast = (one, other) => {
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + .05) / (dark + .05);
};
const dress = () => {
  const colour = (name) => /^#[0-9a-f]{6}$/i.test(theme[name]) ? theme[name] : null;
  if (look) for (const name of ["brand", "on-brand", "label", "stamps"]) root.style.setProperty("--" + name, look[name]);
  const sheet = colour("section_bg_color") || colour("bg_color");
  if (!sheet) { if (look) root.style.setProperty("--link", look.links[matchMedia("(prefers-color-scheme: dark)").matches ? 1 : 0]); return; }
  const paper = colour("secondary_bg_color") || sheet, dark = light(sheet) < .18;
  root.style.colorScheme = dark ? "dark" : "light";
  const own = dark ? {ink: "#f4f4f6", soft: "#a8a8b0", line: "#48484f", link: "#7ab4ff"} : {ink: "#1c1c1e", soft: "#5c5c63", line: "#d5d5db", link: "#0a5dc2"};
  const readable = (wanted, usual) => wanted && contrast(wanted, sheet) >= 4.5 && contrast(wanted, paper) >= 4.5 ? wanted : usual;
  const links = look ? look.links : [];
  const chosen = {sheet, paper, line: own.line, ink: readable(colour("text_color"), own.ink), soft: readable(colour("subtitle_text_color"), readable(colour("hint_color"), own.soft)), link: [...links, colour("link_color")].find((each) => readable(each, null)) || own.link};
  for (const name in chosen) root.style.setProperty("--" + name, chosen[name]);
};
const heard = (type, data) => { if (type === "theme_changed") { theme = (data || {}).theme_params || {}; dress(); } };
window.Telegram = {WebView: {receiveEvent: heard}};
addEventListener("message", (event) => {
  if (event.source !== parent) return;
  try { const said = JSON.parse(event.data); heard(said.eventType, said.eventData); } catch { return; }
});
try { theme = JSON.parse(given.get("tgWebAppThemeParams") || "{}") || {}; } catch { theme = {}; }
dress();
const chat = (address) => {
  const to = new URL(address);
  tell("web_app_open_tg_link", {path_full: to.pathname + to.search});
};
document.addEventListener("click", (event) => {
  const link = initData && event.target.closest("a[href^='https://t.me/']");
  if (!link) return;
  event.preventDefault();
  chat(link.href);
});

/* --- the code --- */
const now = () => Date.now() + ahead;
const note = (text) => { if (at("note").textContent !== text) at("note").textContent = text; };
const show = (code) => {
  const [sheet, ink] = at("code").querySelectorAll(".qr path");
  at("code").querySelector(".qr").setAttribute("viewBox", `0 0 ${code.side} ${code.side}`);
  sheet.setAttribute("d", `M0 0h${code.side}v${code.side}H0z`);
  ink.setAttribute("d", code.path);
  at("digits").textContent = code.digits;
  drawn = code.until;
};
const tick = () => {
  const time = now(), code = codes.find((each) => each.until > time);
  at("code").classList.toggle("old", !code && codes.length > 0);
  if (!code && codes.length > 0) note(words.away);
  if (code) {
    if (code.until !== drawn) show(code);
    const ring = document.querySelector(".ring .left");
    ring.setAttribute("stroke-dashoffset", ring.getAttribute("stroke-dasharray") * (1 - (code.until - time) / 30000));
  }
  if (!stopped && !document.hidden && Date.now() > Math.min(next, peek)) ask();
};

/* --- the screen --- */
const put = (node, html) => {
  if (node.said === html) return;
  node.said = html;
  node.innerHTML = html;
};
const panels = document.querySelectorAll("[data-panel]"), tabs = document.querySelectorAll("[data-tab]");
const panel = (name) => document.querySelector(`[data-panel=${name}]`);
const open = (name) => {
  panels.forEach((each) => { each.hidden = each.dataset.panel !== name; });
  tabs.forEach((each) => { if (each.dataset.tab === name) each.setAttribute("aria-current", "page"); else each.removeAttribute("aria-current"); });
  scrollTo(0, 0);
  load(name);
};
tabs.forEach((each) => each.addEventListener("click", () => open(each.dataset.tab)));
const burst = () => {
  const head = at("standing");
  head.classList.remove("burst");
  void head.offsetWidth;
  head.classList.add("burst");
  tell("web_app_trigger_haptic_feedback", {type: "notification", notification_type: "success"});
};
const draw = (data) => {
  mark = data.mark;
  codes = data.codes;
  look = data.look;
  dress();
  document.title = data.shop;
  put(at("standing"), data.head);
  for (const name in data.panels) if (!loaded[name]) put(panel(name), data.panels[name]);
  at("card").textContent = data.card;
  at("hint").textContent = data.hint;
  at("wallet").textContent = data.wallet;
  at("wallet").hidden = !data.wallet;
  tabs.forEach((each) => {
    const name = data.tabs[each.dataset.tab];
    each.hidden = !name;
    each.lastChild.textContent = name || "";
  });
  for (const node of [at("standing"), at("code"), document.querySelector(".tabs")]) node.hidden = false;
  const current = document.querySelector("[aria-current]");
  if (current) load(current.dataset.tab); else open("card");
  if (points !== null && data.points > points) burst();
  points = data.points;
};
const halt = (text) => {
  stopped = true;
  codes = [];
  for (const node of [at("standing"), document.querySelector(".tabs"), ...panels]) node.hidden = true;
  at("way").hidden = false;
  note(text);
};

/* --- the server --- */
const post = async (more) => {
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), 10000);
  try {
    return await fetch(location.pathname, {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({initData, platform, ...more}), signal: patience.signal});
  } finally { clearTimeout(late); }
};
const ask = async () => {
  if (asking) return;
  asking = true;
  const sent = Date.now(), whole = sent > next;
  peek = sent + PEEK;
  if (whole) next = sent + AGAIN;
  try {
    const answer = await post(whole ? {} : {mark});
    if (answer.status === 401 || answer.status === 403) { halt(answer.status === 403 ? words.old : words.outside); return; }
    if (!answer.ok) throw new Error(answer.status);
    const data = await answer.json();
    if (!data.language) return;
    words = {...words, ...data};
    root.lang = data.language;
    at("way").textContent = data.chat;
    if (data.newcomer) { halt(data.newcomer); return; }
    ahead = data.now - (sent + Date.now()) / 2;
    draw(data);
    next = Date.now() + FRESH;
    note("");
  } catch { if (!codes.length) note(words.away); } finally { asking = false; tick(); }
};
/* These two are asked for when they are looked at; of the history the last lines are there at once. */
const loaded = {};
const load = async (name) => {
  if ((name !== "invite" && name !== "history") || loaded[name] === mark) return;
  try {
    const asked = mark, answer = await post({want: name});
    if (answer.ok) { put(panel(name), (await answer.json()).html); loaded[name] = asked; }
  } catch { if (!panel(name).innerHTML) panel(name).textContent = words.away; }
};
at("wallet").addEventListener("click", async () => {
  try {
    const answer = await post({want: "wallet"});
    if (answer.ok) tell("web_app_open_link", {url: (await answer.json()).url});
    else chat(at("way").href);
  } catch { note(words.away); }
});
if (initData) {
  setInterval(tick, 250);
  addEventListener("online", () => { next = 0; tick(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { next = 0; tick(); } });
  ask();
} else halt(words.outside);
tell("web_app_ready");
tell("web_app_expand");
})();
