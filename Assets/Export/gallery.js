"use strict";
// Everything is in this file: no network, no storage, works from a file.
const pictures = [...document.querySelectorAll("figure")];
const viewer = document.getElementById("viewer");
const after = viewer.querySelector(".after"), before = viewer.querySelector(".before");
const slider = viewer.querySelector(".slider"), caption = viewer.querySelector(".caption");
const root = document.documentElement;
let shown = 0, timer = 0, comes = null;

function speak(language) {
  root.lang = language;
  for (const text of document.querySelectorAll(".t")) text.textContent = text.dataset[language];
}

function show(index) {
  shown = (index + pictures.length) % pictures.length;
  const button = pictures[shown].querySelector(".open");
  // A new element, so that the picture before does not linger and the arrival plays again.
  after.src = button.querySelector("img").src;
  after.style.animation = "none";
  after.offsetWidth;
  after.style.animation = "";
  before.hidden = !button.dataset.sketch;
  if (button.dataset.sketch) before.src = button.dataset.sketch;
  caption.innerHTML = pictures[shown].querySelector("figcaption").innerHTML;
}

function open(index) {
  comes = document.activeElement;
  viewer.hidden = false;
  document.body.style.overflow = "hidden";
  show(index);
  viewer.querySelector("[data-do=next]").focus();
}

function play(isPlaying) {
  clearInterval(timer);
  viewer.classList.toggle("playing", isPlaying);
  if (isPlaying) timer = setInterval(() => show(shown + 1), 4000);
}

function close() {
  play(false);
  viewer.hidden = true;
  document.body.style.overflow = "";
  (comes || pictures[shown].querySelector(".open")).focus();
}

const deeds = {
  previous: () => show(shown - 1),
  next: () => show(shown + 1),
  play: () => play(!viewer.classList.contains("playing")),
  compare: () => viewer.classList.toggle("comparing"),
  close: close,
};

pictures.forEach((figure, index) => figure.querySelector(".open").addEventListener("click", () => open(index)));
viewer.addEventListener("click", event => {
  const button = event.target.closest("[data-do]");
  if (button) deeds[button.dataset.do]();
});
slider.addEventListener("input", () => viewer.style.setProperty("--share", slider.value + "%"));
document.getElementById("play").addEventListener("click", () => { open(0); play(true); });
document.getElementById("language").addEventListener("click", () => speak(root.lang === "ko" ? "en" : "ko"));

document.addEventListener("keydown", event => {
  if (viewer.hidden || event.ctrlKey || event.altKey || event.metaKey) return;
  const isSlider = event.target === slider;
  const deed = {
    ArrowLeft: isSlider ? null : "previous", ArrowRight: isSlider ? null : "next", PageUp: "previous", PageDown: "next",
    " ": "play", b: "compare", B: "compare", "ㅠ": "compare", Escape: "close",
  }[event.key];
  if (event.key === "Tab") {
    // The focus stays in the large view.
    const stops = [...viewer.querySelectorAll("button, input")].filter(stop => getComputedStyle(stop).visibility === "visible");
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (document.activeElement === edge) {
      event.preventDefault();
      stops[event.shiftKey ? stops.length - 1 : 0].focus();
    }
    return;
  }
  if (!deed) return;
  event.preventDefault();
  deeds[deed]();
});

// Without a font for them, animals would be empty boxes: then an animal looks like a character that never exists.
function drawn(text) {
  const paper = document.createElement("canvas").getContext("2d");
  paper.font = "20px sans-serif";
  paper.fillText(text, 2, 22);
  return paper.getImageData(0, 0, 40, 30).data.join();
}
if (drawn("\u{1F43C}") === drawn("\u{1F431}") || drawn("\u{1F43C}") === drawn("\u{10FFFE}")) {
  root.classList.add("without-animals");
}

if (!("fixed" in root.dataset)) speak(navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en");
// An address such as index.html#3 opens the third picture, #3-compare between before and after.
const wish = /^#(\d+)(-compare)?$/.exec(location.hash);
if (wish && pictures[wish[1] - 1]) {
  open(wish[1] - 1);
  if (wish[2]) deeds.compare();
}
