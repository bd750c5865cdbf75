// Plays the frames in real time; those that are not ready in time are left out.

import { app, on, setFrame } from "./store.js";
import { moving, refresh } from "./frame.js";
import { clock } from "./words.js";

const button = document.getElementById("play");
const time = document.getElementById("time");
const number = document.getElementById("frame-number");
let from = null; // { frame, moment } where playing began

export function toggle() {
  if (moving.isPlaying) return stop();
  const isAtEnd = app.frame >= app.scene.frames - 1;
  from = { frame: isAtEnd ? 0 : app.frame, moment: performance.now() };
  moving.isPlaying = true;
  show();
  requestAnimationFrame(step);
}

export function stop() {
  if (!moving.isPlaying) return;
  moving.isPlaying = false;
  show();
  refresh();
}

function step() {
  if (!moving.isPlaying || !app.scene) return;
  const passed = ((performance.now() - from.moment) / 1000) * app.scene.framesPerSecond;
  setFrame((from.frame + Math.floor(passed)) % app.scene.frames);
  requestAnimationFrame(step);
}

function show() {
  button.textContent = moving.isPlaying ? "❚❚" : "▶";
  button.setAttribute("aria-label", moving.isPlaying ? "Stop" : "Play");
  button.title = moving.isPlaying ? "Stop (space)" : "Play (space)";
}

button.addEventListener("click", toggle);
document.getElementById("start").addEventListener("click", () => setFrame(0));
document.getElementById("end").addEventListener("click", () => setFrame(Infinity));

on("frame scene", () => {
  if (!app.scene) return;
  time.textContent = clock(app.frame / app.scene.framesPerSecond, 2);
  number.textContent = `frame ${app.frame} of ${app.scene.frames - 1}`;
});
