// Brings the parts together: takes states from the program and tells the parts.

import { app, chosenKey, emit, on, setFrame } from "./store.js";
import { connect, handle, isOpen } from "./connection.js";
import { say } from "./messages.js";
import "./frame.js";
import "./simplex.js";
import "./sliders.js";
import "./timeline.js";
import "./keypanel.js";
import "./presettext.js";
import "./render.js";
import "./networks.js";
import "./drop.js";
import "./player.js";
import "./keyboard.js";
import "./tabs.js";

const away = document.getElementById("away");
let told = new Set();

handle("state", (state) => {
  app.state = state;
  const { scene } = state;
  if (scene) {
    app.scene = scene;
    app.lane = Math.min(app.lane, scene.lanes.length - 1);
    const { keys } = scene.lanes[app.lane];
    const followed = keys.find((key) => key.number === app.followed);
    app.followed = null;
    app.frame = Math.min(followed?.frame ?? app.frame, scene.frames - 1);
    // The key at the play head, since keys may have other numbers now.
    app.key = (followed ?? keys.find((key) => key.frame === app.frame))?.number ?? null;
  }
  showHeader();
  emit("state");
  if (scene) {
    if (!app.isDragging) app.mixture = null;
    emit("scene");
    emit("choice");
    emit("frame");
  }
  for (const note of state.notes) if (!told.has(note)) say(note);
  told = new Set(state.notes);
});

let workTimer = null;
handle("working", ({ what }) => {
  clearTimeout(workTimer);
  if (what) workTimer = setTimeout(() => say("Reading the networks and the input…"), 300);
});

function showHeader() {
  const { file, saved, undo, redo, problems, path } = app.state;
  const name = document.getElementById("file-name");
  name.textContent = saved ? file : problems.length ? `${file} (not saved: it has mistakes)` : `${file} (new)`;
  name.title = saved ? path : "Written at the first change";
  document.getElementById("undo").disabled = !undo;
  document.getElementById("redo").disabled = !redo;
  document.title = `${file} · Segue Studio`;
  if (!app.scene) return;
  const { input } = app.scene;
  const inputName = document.getElementById("input-name");
  inputName.textContent = `${input.path.split("/").pop()}, ${input.width}×${input.height}`;
  inputName.title = input.path;
}

on("choice state", () => {
  document.getElementById("delete-key").disabled = !chosenKey();
});
// The banner comes only when the connection has been gone for a moment.
let awayTimer = null;
on("connection", () => {
  clearTimeout(awayTimer);
  if (isOpen) away.hidden = true;
  else awayTimer = setTimeout(() => (away.hidden = false), 400);
});

setFrame(0);
connect();
