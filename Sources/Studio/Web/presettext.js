// The preset as text: mistakes as one types, and changes from elsewhere without losing one's place.

import { app, on } from "./store.js";
import { send } from "./connection.js";

const area = document.getElementById("text");
const numbers = document.getElementById("line-numbers");
const list = document.getElementById("problems");
const tab = document.getElementById("tab-preset");
const PAUSE = 300; // milliseconds without a key until the text is sent
let timer = null;
let sent = null; // what the program has been told

area.addEventListener("input", () => {
  showNumbers();
  clearTimeout(timer);
  timer = setTimeout(tell, PAUSE);
});
area.addEventListener("blur", () => timer && tell());
area.addEventListener("scroll", () => (numbers.scrollTop = area.scrollTop));

function tell() {
  clearTimeout(timer);
  timer = null;
  if (!app.state || area.value === app.state.text) return;
  if (send({ type: "text", revision: app.state.revision, text: area.value })) sent = area.value;
}

function takeState() {
  const { text, problems } = app.state;
  // What is being typed is newer than what comes back.
  const isTyping = timer || (sent !== null && text === sent && area.value !== sent);
  if (!isTyping && area.value !== text) replace(text);
  sent = null;
  tab.classList.toggle("wrong", problems.length > 0);
  tab.textContent = problems.length ? `Preset (${problems.length})` : "Preset";
  showNumbers();
  list.replaceChildren(...problems.map(problem));
}

// Another text with the caret and the scroll where they were.
function replace(text) {
  const old = area.value;
  let [start, end, top] = [area.selectionStart, area.selectionEnd, area.scrollTop];
  let same = 0;
  while (same < old.length && old[same] === text[same]) same += 1;
  const shift = text.length - old.length;
  if (start > same) start = Math.max(same, start + shift);
  if (end > same) end = Math.max(same, end + shift);
  area.value = text;
  area.setSelectionRange(start, end);
  area.scrollTop = top;
}

function problem({ line, column, message }) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `Line ${line}: ${message}`;
  const source = area.value.split("\n")[line - 1] ?? "";
  const from = Math.max(0, column - 30);
  const excerpt = document.createElement("pre");
  excerpt.textContent = `${source.slice(from, from + 60)}\n${" ".repeat(Math.max(0, column - 1 - from))}^`;
  button.append(excerpt);
  button.addEventListener("click", () => goTo(line, column));
  item.append(button);
  return item;
}

function goTo(line, column) {
  const start = area.value.split("\n").slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  area.focus();
  area.setSelectionRange(start + column - 1, start + column - 1);
  area.scrollTop = Math.max(0, (line - 4) * 18);
}

function showNumbers() {
  const wrong = new Set((app.state?.problems ?? []).map(({ line }) => line));
  const count = area.value.split("\n").length;
  numbers.replaceChildren(...Array.from({ length: count }, (_, index) => {
    const line = document.createElement("div");
    const number = document.createElement("span");
    number.textContent = index + 1;
    if (wrong.has(index + 1)) number.className = "wrong";
    line.append(number);
    return line;
  }));
  numbers.scrollTop = area.scrollTop;
}

on("state", takeState);
