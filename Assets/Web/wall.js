import { Refusal, remember, wall, wallPicture } from "./server.js";
import { speak, spoken, words } from "./texts.js";

const at = id => document.getElementById(id);
/** Milliseconds from one look at the class to the next; the list is small, and no connection stays open. */
const interval = 1500;
/** What hangs, by number: its place on the wall, and what was told of it. */
const hanging = new Map();
let title = null, total = 0, news = "", isFirst = true, timer = 0;

function tell(key) {
  news = key;
  at("news").textContent = key ? words(key) : "";
}

function label(item) {
  const language = spoken();
  item.place.querySelector(".domain").textContent = item.facts.domain[language];
  item.place.querySelector(".artist").textContent = item.facts.artist[language];
  item.place.querySelector("img").alt = `${item.facts.domain[language]}, ${item.facts.artist[language]}`;
}

/** Hangs a picture once it is here, so that no empty frame is ever seen. */
async function hang(facts) {
  const image = new Image();
  image.src = URL.createObjectURL(await wallPicture(facts.number));
  await image.decode().catch(() => {});
  const place = document.createElement("li");
  const lines = ["domain", "artist"].map(name => Object.assign(document.createElement("p"), { className: name }));
  place.append(image, ...lines);
  place.dataset.number = facts.number;
  if (!isFirst) place.classList.add("arrives");
  const item = { place, facts };
  label(item);
  hanging.set(facts.number, item);
}

function takeDown(number) {
  const { place } = hanging.get(number);
  URL.revokeObjectURL(place.querySelector("img").src);
  place.remove();
  hanging.delete(number);
}

/** As large as all of them fit into the window: no projector scrolls. */
function arrange() {
  const count = hanging.size, box = at("wall").getBoundingClientRect();
  const style = getComputedStyle(at("wall")), gap = parseFloat(style.columnGap);
  const width = box.width - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  // Two lines of words under each picture, as the style sheet sizes them.
  const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const height = side => side + 2 * 1.3 * Math.min(Math.max(side / 11, 11), 1.1 * root);
  const fits = side => {
    const columns = Math.floor((width + gap) / (side + gap));
    return columns > 0 && Math.ceil(count / columns) * (height(side) + gap) - gap <= box.height;
  };
  let side = Math.floor(Math.min(width, box.height));
  while (side > 24 && !fits(side)) side -= 1;
  const columns = Math.min(Math.max(Math.floor((width + gap) / (side + gap)), 1), Math.max(count, 1));
  at("wall").style.setProperty("--side", `${side}px`);
  at("wall").style.setProperty("--columns", columns);
}

function name() {
  speak();
  at("title").textContent = title ?? words("wall");
  document.title = at("title").textContent;
  at("total").textContent = total ? words("wallTotal", { count: total }) : "";
  for (const item of hanging.values()) label(item);
  tell(news);
}

async function look() {
  clearTimeout(timer);
  try {
    const facts = await wall();
    at("ask").hidden = true;
    const wanted = new Set(facts.pictures.map(picture => picture.number));
    for (const number of [...hanging.keys()]) if (!wanted.has(number)) takeDown(number);
    // The oldest first, so that pictures arrive in the order in which they were kept.
    for (const picture of [...facts.pictures].reverse()) {
      if (hanging.has(picture.number)) continue;
      try {
        await hang(picture);
      } catch (error) {
        // One that was taken down meanwhile, or whose file is damaged, keeps no other from the wall.
        if (!(error instanceof Refusal) || error.status !== 404) throw error;
        continue;
      }
      if (!isFirst) show(facts);
    }
    show(facts);
    isFirst = false;
    tell("");
  } catch (error) {
    refuse(error);
  }
  // Whoever is asked for the word has all the time there is.
  if (at("ask").hidden) timer = setTimeout(look, interval);
}

/** Puts what is here into the order of the class's list. */
function show(facts) {
  [title, total] = [facts.title ?? null, facts.total];
  const places = facts.pictures.map(picture => hanging.get(picture.number)?.place).filter(Boolean);
  places.forEach((place, index) => {
    if (at("wall").children[index] !== place) at("wall").insertBefore(place, at("wall").children[index] ?? null);
  });
  at("wall").hidden = places.length === 0;
  at("none").hidden = places.length > 0;
  name();
  arrange();
}

function refuse(error) {
  if (!(error instanceof Refusal)) return tell("wallAway");
  if (error.status === 401) {
    tell(at("ask").hidden ? "" : "wrong");
    at("ask").hidden = false;
    at("token").focus();
  } else {
    tell(error.status === 429 || error.status === 503 ? "wallBusy" : "wallOdd");
  }
}

at("language").addEventListener("click", () => {
  speak(spoken() === "ko" ? "en" : "ko");
  name();
});
at("ask").addEventListener("submit", event => {
  event.preventDefault();
  remember(at("token").value);
  look();
});
addEventListener("resize", arrange);

name();
look();
