import { Drawing, paint } from "./drawing.js";
import { Refusal, domains, live, remember } from "./server.js";
import { speak, spoken, words } from "./texts.js";

const at = id => document.getElementById(id);
const paper = at("paper"), picture = at("picture"), before = at("before"), share = at("share");
// Crayons are told apart by their signs as well as by their colours.
const signs = { red: "♥", orange: "◆", yellow: "★", green: "♣", blue: "●", purple: "▲", pink: "✿", brown: "■" };
const drawing = new Drawing();
let colours = {}, list = [], tool = "pencil", crayon = null, palette = "own", seed = 0;
let news = "", pointer = null, cursor = null, made = null, timer = 0;
let turn = 0, isWaiting = false, isStale = false;

// ---------------------------------------------------------------- looks

function tell(key) {
  news = key;
  at("news").textContent = key ? words(key) : "";
}

function repaint() {
  paint(drawing, paper, colours);
  if (cursor) {
    const pen = paper.getContext("2d"), x = cursor.at[0] * paper.width, y = cursor.at[1] * paper.height;
    pen.lineWidth = 3;
    pen.strokeStyle = "#2c63b4";
    pen.beginPath();
    pen.arc(x, y, cursor.isDown ? 5 : 10, 0, 2 * Math.PI);
    pen.moveTo(x - 16, y);
    pen.lineTo(x + 16, y);
    pen.moveTo(x, y - 16);
    pen.lineTo(x, y + 16);
    pen.stroke();
  }
  at("undo").disabled = at("clear").disabled = drawing.isEmpty;
  at("redo").disabled = !drawing.canRedo;
}

function show(event, answer, strokes) {
  if (event === "superseded") return;
  if (event === "problem") return tell("odd");
  const isFirst = picture.hidden;
  picture.src = "data:image/png;base64," + answer.picture;
  picture.alt = words("picture");
  picture.hidden = false;
  at("empty").hidden = true;
  if (isFirst) picture.classList.add("arrives");
  if (event !== "picture") return;
  made = { png: answer.picture, domain: answer.domain };
  picture.dataset.domain = answer.domain;
  paint({ strokes }, before, colours);
  at("comparing").hidden = before.hidden = false;
  at("save").disabled = false;
  compare();
  tell("ready");
}

function compare() {
  before.style.clipPath = `inset(0 ${100 - share.value}% 0 0)`;
  at("edge").style.left = share.value + "%";
  at("edge").hidden = share.value === "0" || before.hidden;
}

// ---------------------------------------------------------------- asking

/**
 * Sends the drawing as it is now. From the first answer to it on, a newer one may be sent, which the server then prefers;
 * before that the newer one waits.
 */
async function translate() {
  clearTimeout(timer);
  if (drawing.isEmpty || !list.length) return;
  if (isWaiting) {
    isStale = true;
    return;
  }
  isWaiting = true;
  isStale = false;
  const mine = ++turn, strokes = structuredClone(drawing.strokes);
  const goOn = () => {
    if (mine !== turn || !isWaiting) return;
    isWaiting = false;
    if (isStale) translate();
  };
  if (news !== "ready") tell("working");
  try {
    const wishes = { domain: at("domain").value, ...(palette === "surprise" ? { palette, seed } : { palette }) };
    await live(drawing.json, wishes, (event, answer) => {
      if (mine === turn) show(event, answer, strokes);
      goOn();
    });
  } catch (error) {
    if (mine === turn) refuse(error);
  }
  goOn();
}

function refuse(error) {
  if (!(error instanceof Refusal)) return tell("away");
  if (error.status === 401) {
    tell(at("ask").hidden ? "" : "wrong");
    at("ask").hidden = false;
    at("token").focus();
  } else if (error.status === 429 || error.status === 503) {
    tell("busy");
    timer = setTimeout(list.length ? translate : load, error.seconds * 1000);
  } else {
    tell("odd");
  }
}

function changed() {
  repaint();
  if (at("live").checked) translate();
}

// ---------------------------------------------------------------- drawing

const place = event => {
  const box = paper.getBoundingClientRect();
  const part = (value, start, length) => Math.min(Math.max((value - start) / length, 0), 1);
  return [part(event.clientX, box.left, box.width), part(event.clientY, box.top, box.height)]
    .map(value => Math.round(value * 1e4) / 1e4);
};

paper.addEventListener("pointerdown", event => {
  // One hand draws at a time, with the main button.
  if (pointer !== null || event.button !== 0) return;
  pointer = event.pointerId;
  paper.setPointerCapture(pointer);
  cursor = null;
  drawing.begin(event.pointerType === "pen" && event.buttons & 32 ? "eraser" : tool, crayon, place(event));
  changed();
});
paper.addEventListener("pointermove", event => {
  if (event.pointerId !== pointer) return;
  const events = event.getCoalescedEvents?.() ?? [];
  for (const each of events.length ? events : [event]) drawing.extend(place(each));
  changed();
});
for (const end of ["pointerup", "pointercancel"]) {
  paper.addEventListener(end, event => {
    if (event.pointerId === pointer) pointer = null;
  });
}

paper.addEventListener("keydown", event => {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!step && event.key !== " ") return;
  event.preventDefault();
  cursor ??= { at: [0.5, 0.5], isDown: false };
  if (step) {
    const length = event.shiftKey ? 0.05 : 0.02;
    cursor.at = cursor.at.map((value, axis) => Math.min(Math.max(Math.round((value + step[axis] * length) * 1e4) / 1e4, 0), 1));
    if (cursor.isDown) drawing.extend(cursor.at);
  } else {
    cursor.isDown = !cursor.isDown;
    if (cursor.isDown) drawing.begin(tool, crayon, cursor.at);
    tell(cursor.isDown ? "penDown" : "penUp");
  }
  if (cursor.isDown) changed();
  else repaint();
});
paper.addEventListener("blur", () => {
  cursor = null;
  repaint();
});

document.addEventListener("keydown", event => {
  if (event.altKey || event.metaKey || /^(INPUT|SELECT)$/.test(event.target.tagName)) return;
  const key = event.key.toLowerCase();
  const deed = event.ctrlKey
    ? { z: event.shiftKey ? "redo" : "undo", y: "redo", s: "save" }[key]
    : key === "enter" && event.target.tagName !== "BUTTON" ? "magic" : null;
  if (!deed) return;
  event.preventDefault();
  if (!at(deed).disabled) at(deed).click();
});

// ---------------------------------------------------------------- buttons

function button(id, label, sign, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.id = id;
  element.dataset.label = label;
  element.textContent = sign;
  element.addEventListener("click", act);
  return element;
}

function choose(name, colour = null) {
  [tool, crayon] = [name, colour];
  for (const element of at("tools").querySelectorAll("[aria-pressed]")) {
    element.setAttribute("aria-pressed", element.id === (colour ?? name));
  }
}

function furnish() {
  const pens = [
    button("pencil", "pencil", "✏", () => choose("pencil")), button("eraser", "eraser", "▭", () => choose("eraser")),
    ...Object.entries(colours).map(([name, colour]) => {
      const crayon = button(name, name, signs[name] ?? "●", () => choose("crayon", name));
      crayon.classList.add("crayon");
      crayon.style.backgroundColor = colour;
      return crayon;
    }),
  ];
  for (const pen of pens) pen.setAttribute("aria-pressed", "false");
  at("tools").replaceChildren(
    ...pens, button("undo", "undo", "↶", () => { drawing.undo(); changed(); }),
    button("redo", "redo", "↷", () => { drawing.redo(); changed(); }),
    button("clear", "clear", "✕", () => { drawing.clear(); changed(); }));
  choose("pencil");
}

/** Three colours as a small picture. */
function swatch(hexes) {
  const make = (name, facts) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(facts)) element.setAttribute(key, value);
    return element;
  };
  const svg = make("svg", { viewBox: "0 0 4 4", "aria-hidden": "true" });
  svg.append(
    make("rect", { width: 4, height: 4, fill: hexes[0] }), make("rect", { y: 2.4, width: 4, height: 1.6, fill: hexes[1] }),
    make("rect", { x: 2.6, y: 2.4, width: 1.4, height: 1.6, fill: hexes[2] }));
  return svg;
}

function offerPalettes() {
  const known = list.find(domain => domain.name === at("domain").value)?.palettes ?? [];
  const offers = [["own", "own", "✏"], ["surprise", "surprise", "?"]];
  const buttons = offers.map(([id, label, sign]) => button(`palette-${id}`, label, sign, () => wish(id)));
  known.slice(0, 8).forEach((hexes, index) => {
    const value = hexes.map(hex => hex.slice(1)).join(",");
    const element = button(`palette-${value}`, "coloursOf", "", () => wish(value));
    element.dataset.number = index + 1;
    element.append(swatch(hexes));
    buttons.push(element);
  });
  at("palettes").replaceChildren(...buttons);
  at("palettes").dataset.label = "palette";
  at("palettes").hidden = known.length === 0;
  for (const element of buttons) element.setAttribute("role", "radio");
  mark("own");
}

function mark(wanted) {
  palette = wanted;
  for (const element of at("palettes").children) element.setAttribute("aria-checked", element.id === `palette-${wanted}`);
}

function wish(wanted) {
  if (wanted === "surprise") seed += 1;
  mark(wanted);
  translate();
}

at("domain").addEventListener("change", () => {
  offerPalettes();
  rename();
  translate();
});
at("live").addEventListener("change", changed);
at("magic").addEventListener("click", translate);
share.addEventListener("input", compare);
at("save").addEventListener("click", () => {
  const bytes = Uint8Array.from(atob(made.png), letter => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
  link.download = `${made.domain}-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  tell("saved");
});
at("language").addEventListener("click", () => {
  speak(spoken() === "ko" ? "en" : "ko");
  rename();
});
at("ask").addEventListener("submit", event => {
  event.preventDefault();
  remember(at("token").value);
  load();
});

// ---------------------------------------------------------------- beginning

/** Puts what the server's list has named, and what was told, into the language of the page. */
function rename() {
  speak();
  for (const option of at("domain").options) {
    option.textContent = list.find(domain => domain.name === option.value).titles[spoken()];
  }
  for (const element of at("palettes").querySelectorAll("[data-number]")) {
    element.title = words("coloursOf", { number: element.dataset.number });
    element.setAttribute("aria-label", element.title);
  }
  const isNarrow = matchMedia("(max-aspect-ratio: 1/1)").matches;
  at("empty").textContent = words(isNarrow ? "emptyNarrow" : "empty");
  tell(news);
}

async function load() {
  try {
    const facts = await domains();
    colours = Object.fromEntries(facts.crayons.map(crayon => [crayon.name, crayon.colour]));
    list = facts.domains;
    at("ask").hidden = true;
    tell("");
  } catch (error) {
    if (!(error instanceof Refusal)) timer = setTimeout(load, 3000);
    return refuse(error);
  }
  at("domain").replaceChildren(...list.map(domain => new Option(domain.name, domain.name)));
  furnish();
  offerPalettes();
  rename();
  repaint();
}

furnish();
speak();
rename();
repaint();
load();
