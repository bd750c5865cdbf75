// The preset as text: mistakes as one types, and changes from elsewhere without losing one's place.

import { app, on } from "./store.js";
import { send } from "./connection.js";
import { say } from "./messages.js";

const area = document.getElementById("text");
const numbers = document.getElementById("line-numbers");
const list = document.getElementById("problems");
const tab = document.getElementById("tab-preset");
const PAUSE = 300; // milliseconds without a key until the text is sent
let timer = null;
let base = null; // { text, revision } that what is typed began from
let sent = null; // what the program has been told last

// A text area has line feeds alone; a file may have carriage returns before them, and keeps them.
const shown = (text) => text.replaceAll("\r\n", "\n");
const written = (text) => (app.state.text.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text);

area.addEventListener("input", () => {
  base ??= { text: shown(app.state.text), revision: app.state.revision };
  showNumbers();
  clearTimeout(timer);
  timer = setTimeout(tell, PAUSE);
});
area.addEventListener("blur", () => timer && tell());
area.addEventListener("scroll", () => (numbers.scrollTop = area.scrollTop));

function tell() {
  clearTimeout(timer);
  timer = null;
  if (!base) return;
  if (area.value === shown(app.state.text)) base = null;
  else if (send({ type: "text", revision: base.revision, text: written(area.value) })) sent = area.value;
}

function takeState() {
  const { problems, revision } = app.state;
  const text = shown(app.state.text);
  if (base && text === sent && text !== area.value) {
    // What has been typed since is not sent yet.
    base = { text, revision };
  } else if (base && text !== area.value && text !== base.text) {
    // Someone else has changed the preset meanwhile.
    const both = merged(base.text, area.value, text);
    if (both === null) say("The preset was changed elsewhere in the same place: what you typed comes last.", true);
    else replace(both);
    base = { text, revision };
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE);
  } else if (base && text !== area.value) base.revision = revision;
  else {
    if (area.value !== text) replace(text);
    base = null;
  }
  tab.classList.toggle("wrong", problems.length > 0);
  tab.textContent = problems.length ? `Preset (${problems.length})` : "Preset";
  showNumbers();
  list.replaceChildren(...problems.map(problem));
}

// Two changes of one text in one; null where they touch.
function merged(from, mine, theirs) {
  const [a, b] = [changed(from, mine), changed(from, theirs)];
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  if (first.end > second.start || (first.start === second.start && first.end === second.end)) return null;
  return from.slice(0, first.start) + first.text + from.slice(first.end, second.start) + second.text + from.slice(second.end);
}

function changed(from, to) {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start += 1;
  let tail = 0;
  while (tail < Math.min(from.length, to.length) - start && from.at(-1 - tail) === to.at(-1 - tail)) tail += 1;
  return { start, end: from.length - tail, text: to.slice(start, to.length - tail) };
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
