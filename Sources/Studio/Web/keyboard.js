// Keys of the keyboard, wherever nothing else wants them.

import { app, chosenKey, choose, lane, setFrame } from "./store.js";
import { addKey, copyKey, deleteKey, redo, undo } from "./edits.js";
import { stop, toggle } from "./player.js";

const help = document.getElementById("help-dialog");
let copied = null; // the key that was copied

const keys = [
  ["Space", "play, stop"], ["← →", "a frame back or forth; with Shift ten"], ["Home End", "to the start, to the end"],
  ["↑ ↓", "to the key before, to the next"], ["K", "set a key here"], ["Delete", "delete the chosen key"],
  ["Ctrl-C Ctrl-V", "copy the chosen key, paste it here"], ["Alt + drag", "copy a key on the time line"],
  ["Ctrl-Z", "undo"], ["Ctrl-Shift-Z", "redo"], ["Shift + drag", "mix all networks, not only the nearest two"],
];

function showHelp() {
  const list = document.createElement("dl");
  for (const [key, text] of keys) {
    const term = document.createElement("dt");
    for (const part of key.split(" ")) {
      if (part === "+") term.append(" + ");
      else term.append(Object.assign(document.createElement("kbd"), { textContent: part }), " ");
    }
    const meaning = Object.assign(document.createElement("dd"), { textContent: text });
    list.append(term, meaning);
  }
  const title = Object.assign(document.createElement("h2"), { textContent: "Keys" });
  const close = Object.assign(document.createElement("button"), { textContent: "Close", type: "button" });
  close.addEventListener("click", () => help.close());
  const row = Object.assign(document.createElement("div"), { className: "row" });
  row.append(close);
  help.replaceChildren(title, list, row);
  help.showModal();
}

function step(by) {
  const all = lane()?.keys ?? [];
  const next = by > 0 ? all.find((key) => key.frame > app.frame)
    : all.findLast((key) => key.frame < app.frame);
  if (next) choose(app.lane, next.number);
}

const actions = {
  " ": () => toggle(),
  ArrowLeft: (event) => setFrame(app.frame - (event.shiftKey ? 10 : 1)),
  ArrowRight: (event) => setFrame(app.frame + (event.shiftKey ? 10 : 1)),
  ArrowUp: () => step(-1),
  ArrowDown: () => step(1),
  Home: () => setFrame(0),
  End: () => setFrame(Infinity),
  k: () => addKey(),
  Delete: () => deleteKey(),
  Backspace: () => deleteKey(),
  "?": showHelp,
};

const withControl = {
  z: (event) => (event.shiftKey ? redo() : undo()),
  y: () => redo(),
  c: () => (copied = chosenKey() ? { lane: app.lane, key: chosenKey() } : copied),
  v: () => copied?.lane === app.lane && copyKey(copied.key, app.frame),
};

addEventListener("keydown", (event) => {
  if (!app.scene || document.querySelector("dialog:modal")) return;
  const target = event.target;
  const isText = target.matches("textarea, input:not([type=range]), select");
  const isControl = event.ctrlKey || event.metaKey;
  if (isText || (isControl && !getSelection().isCollapsed && event.key === "c")) return;
  const wantsArrows = target.matches("input[type=range], [role=slider]:not(#ruler), [role=tab]");
  if (wantsArrows && /^(Arrow|Home|End)/.test(event.key)) return;
  if (event.key === " " && target.matches("button")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const action = isControl ? withControl[key] : event.altKey ? null : actions[key];
  if (!action) return;
  event.preventDefault();
  if (!isControl && event.key !== " ") stop();
  action(event);
});

document.getElementById("help").addEventListener("click", showHelp);
document.getElementById("undo").addEventListener("click", undo);
document.getElementById("redo").addEventListener("click", redo);
document.getElementById("add-key").addEventListener("click", () => addKey());
document.getElementById("delete-key").addEventListener("click", deleteKey);
