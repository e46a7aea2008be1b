"use strict";
(() => {
const at = (id) => document.getElementById(id);
const main = document.querySelector("main"), root = document.documentElement;
const given = new URLSearchParams(location.hash.slice(1));
const initData = given.get("tgWebAppData") || "";
let words = main.dataset, codes = [], ahead = 0, drawn = 0, asking = false, next = 0, stopped = false;

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
const dress = (theme) => {
  const colour = (name) => /^#[0-9a-f]{6}$/i.test((theme || {})[name]) ? theme[name] : null;
  const sheet = colour("section_bg_color") || colour("bg_color");
  if (!sheet) return;
  const paper = colour("secondary_bg_color") || sheet, dark = light(sheet) < .18;
  root.style.colorScheme = dark ? "dark" : "light";
  const own = dark ? {ink: "#f4f4f6", soft: "#a8a8b0", line: "#48484f", link: "#7ab4ff"} : {ink: "#1c1c1e", soft: "#5c5c63", line: "#d5d5db", link: "#0a5dc2"};
  const readable = (wanted, usual) => wanted && contrast(wanted, sheet) >= 4.5 && contrast(wanted, paper) >= 4.5 ? wanted : usual;
  const chosen = {sheet, paper, line: own.line, ink: readable(colour("text_color"), own.ink), soft: readable(colour("subtitle_text_color"), readable(colour("hint_color"), own.soft)), link: readable(colour("link_color"), own.link)};
  for (const name in chosen) root.style.setProperty("--" + name, chosen[name]);
};
const heard = (type, data) => { if (type === "theme_changed") dress((data || {}).theme_params); };
window.Telegram = {WebView: {receiveEvent: heard}};
addEventListener("message", (event) => {
  if (event.source !== parent) return;
  try { const said = JSON.parse(event.data); heard(said.eventType, said.eventData); } catch { return; }
});
try { dress(JSON.parse(given.get("tgWebAppThemeParams") || "{}")); } catch { dress({}); }

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
  if (!stopped && !document.hidden && Date.now() > next) ask();
};
const ask = async () => {
  if (asking) return;
  asking = true;
  next = Date.now() + 5000;
  try {
    const sent = Date.now();
    const patience = new AbortController();
    setTimeout(() => patience.abort(), 10000);
    const answer = await fetch(location.pathname, {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({initData}), signal: patience.signal});
    if (answer.status === 401 || answer.status === 403) { stopped = true; codes = []; at("code").hidden = true; note(answer.status === 403 ? words.old : words.outside); return; }
    if (!answer.ok) throw new Error(answer.status);
    const data = await answer.json();
    words = {...words, ...data};
    root.lang = data.language;
    if (data.newcomer) { stopped = true; note(data.newcomer); return; }
    ahead = data.now - (sent + Date.now()) / 2;
    codes = data.codes;
    at("card").textContent = data.card;
    at("hint").textContent = data.hint;
    at("standing").innerHTML = data.html;
    at("code").hidden = false;
    next = Date.now() + 15000;
    note("");
  } catch { if (!codes.length) note(words.away); } finally { asking = false; tick(); }
};
if (initData) {
  setInterval(tick, 250);
  addEventListener("online", () => { next = 0; tick(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { next = 0; tick(); } });
  ask();
} else note(words.outside);
tell("web_app_ready");
tell("web_app_expand");
})();
