// Small helpers: elements, icons, calls to the sandbox.

const SAID = new Set(["word", "label", "alt", "hint", "empty"]);

// `word`, `label`, `alt`, `hint` and `empty` name what is said (words.js); `values` fill its gaps.
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "html") node.innerHTML = value;
    else if (SAID.has(name) && value) node.setAttribute(`data-${name}`, value);
    else if (name === "values") node.dataset.values = JSON.stringify(value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

// Scrolls to a node, at once for who wants nothing to move.
export function bring(node, place = { inline: "center", block: "nearest" }) {
  node.scrollIntoView({ behavior: glide(), ...place });
}

export function glide() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h10",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  camera: "M4 8h3.2l1.6-2.5h6.4L16.8 8H20v11H4zM12 16.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6",
  send: "M5 12h13M12.5 6l6 6-6 6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  out: "M7 17L17 7M9 7h8v8",
  app: "M5 5h14v14H5zM5 9h14",
  copy: "M9 9h10v10H9zM15 5H5v10",
  keyboard: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01",
  contact: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M6 6l12 12",
  sticker: "M5 4h14v10l-6 6H5zM13 20v-6h6M9 9h.01M15 9h.01M9 12.5c1.5 1.5 3 1.7 4.5 1",
  voice: "M12 14.5a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5.5a3 3 0 0 0 3 3M6 11.5a6 6 0 0 0 12 0M12 17.5V21",
  video: "M3.5 7h11v10h-11zM14.5 11l6-3.5v9l-6-3.5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  place: "M12 21c4-5 6-8 6-11a6 6 0 0 0-12 0c0 3 2 6 6 11M12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
};

export function icon(name) {
  const holder = document.createElement("span");
  holder.className = "icon";
  holder.setAttribute("aria-hidden", "true");
  holder.innerHTML = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="${name === "more" ? 3 : 1.9}" stroke-linecap="round" stroke-linejoin="round"><path d="${PATHS[name]}"/></svg>`;
  return holder;
}

export async function post(path, body = {}) {
  const form = body instanceof FormData;
  const response = await fetch(`/_sandbox/${path}`, {
    method: "POST",
    headers: form ? {} : { "content-type": "application/json" },
    body: form ? body : JSON.stringify(body),
  });
  const answer = await response.json();
  if (answer.ok === false) throw new Error(answer.error);
  return answer.result ?? answer;
}

export function time(iso) {
  return new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}

export function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

const HUES = { member: 168, cashier: 28, owner: 262 };

export function hue(key) {
  return HUES[key] ?? [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);
}

// Shows a picture large, with buttons for what can be done with it.
export function enlarge(url, label, acts = []) {
  const box = document.getElementById("lightbox");
  const picture = box.querySelector("img");
  picture.src = url;
  picture.alt = label;
  box.querySelector("menu").replaceChildren(...acts);
  box.showModal();
}
