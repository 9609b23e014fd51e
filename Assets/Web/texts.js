// Every text of the pages in both languages.
const texts = {
  en: {
    other: "한국어", domain: "Draw a", live: "Live picture", magic: "Magic!", save: "Save",
    compare: "Before", paper: "Paper to draw on: mouse, finger, pen; or arrow keys, and Space to put the pen down",
    empty: "Draw here. The picture comes there.", emptyNarrow: "Draw above. The picture comes here.", pencil: "Pencil", eraser: "Eraser", undo: "Undo", redo: "Redo",
    clear: "New sheet", palette: "Colours", own: "The drawing's own colours", surprise: "Surprise colours",
    coloursOf: "Colours {number}", working: "The picture is being made …", ready: "Here is your picture.",
    saved: "The picture is saved.", busy: "The machine is busy; the picture will come in a moment.",
    away: "The machine does not answer. Your drawing stays here.", odd: "That did not work. Your drawing stays here; try again.",
    token: "This machine asks for its word:", enter: "Enter", wrong: "That is not the word.", penDown: "The pen draws.",
    penUp: "The pen is up.", picture: "The picture of your drawing",
    red: "red crayon", orange: "orange crayon", yellow: "yellow crayon", green: "green crayon", blue: "blue crayon",
    purple: "purple crayon", pink: "pink crayon", brown: "brown crayon",
    wall: "Our pictures", wallTotal: "Pictures: {count}", wallEmpty: "No picture hangs here yet. Those that you keep will.",
    wallAway: "The class's machine does not answer. The pictures stay here.",
    wallBusy: "The class's machine is busy.", wallOdd: "The class's machine does not show its pictures.",
  },
  ko: {
    other: "English", domain: "그릴 것", live: "그리는 동안 그림 보기", magic: "마법!", save: "저장",
    compare: "그리기 전", paper: "그림 종이: 마우스, 손가락, 펜으로 그려요. 화살표로 움직이고 스페이스로 펜을 내려요",
    empty: "여기에 그려요. 그림은 저기에 나와요.", emptyNarrow: "위에 그려요. 그림은 여기에 나와요.", pencil: "연필", eraser: "지우개", undo: "되돌리기", redo: "다시 하기",
    clear: "새 종이", palette: "색깔", own: "그림에 어울리는 색", surprise: "깜짝 색깔",
    coloursOf: "색깔 {number}", working: "그림을 만들고 있어요 …", ready: "그림이 나왔어요.",
    saved: "그림을 저장했어요.", busy: "컴퓨터가 바빠요. 그림이 곧 나와요.",
    away: "컴퓨터가 대답하지 않아요. 그린 것은 여기에 있어요.", odd: "잘 안 됐어요. 그린 것은 여기에 있으니 다시 해 봐요.",
    token: "이 컴퓨터의 암호:", enter: "들어가기", wrong: "암호가 아니에요.", penDown: "펜을 내렸어요.",
    penUp: "펜을 들었어요.", picture: "내가 그린 것으로 만든 그림",
    red: "빨강 크레용", orange: "주황 크레용", yellow: "노랑 크레용", green: "초록 크레용", blue: "파랑 크레용",
    purple: "보라 크레용", pink: "분홍 크레용", brown: "갈색 크레용",
    wall: "우리 그림", wallTotal: "그림: {count}", wallEmpty: "아직 걸린 그림이 없어요. 간직한 그림이 여기에 걸려요.",
    wallAway: "우리 반 컴퓨터가 대답하지 않아요. 그림은 여기에 있어요.",
    wallBusy: "우리 반 컴퓨터가 바빠요.", wallOdd: "우리 반 컴퓨터가 그림을 보여 주지 않아요.",
  },
};

let language = navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";

export const words = (key, values = {}) =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), texts[language][key] ?? key);

export const spoken = () => language;

/** Puts all texts of the page into a language. */
export function speak(wanted = language) {
  language = wanted;
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = words(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", words(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = words(element.dataset.label);
  }
  const button = document.getElementById("language");
  button.textContent = texts[language].other;
  button.lang = language === "ko" ? "en" : "ko";
}
