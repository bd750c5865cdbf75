// The keys on the time line: chosen, dragged to other frames, copied with Alt.

import { app, choose, setFrame } from "./store.js";
import { copyKey, moveKey } from "./edits.js";

// - place: how far along the track a frame is; frameAt: the frame under the pointer.
export function diamond(key, laneNumber, { percent, frameAt, ended }) {
  const button = document.createElement("button");
  button.className = "key";
  button.type = "button";
  button.dataset.key = key.number;
  button.style.left = percent(key.frame);
  const names = Object.entries(key.weights).map(([name, weight]) => `${name} ${Math.round(100 * weight)} %`);
  button.title = `${key.time}: ${names.join(", ")}`;
  button.setAttribute("aria-label", `Key ${key.number + 1} at ${key.time}, ${names.join(", ")}`);
  if (key.label) addWord(button, key.label);
  // By the keyboard; the pointer has chosen it before.
  button.addEventListener("click", (event) => event.detail === 0 && choose(laneNumber, key.number));
  button.addEventListener("pointerdown", (event) => {
    event.stopPropagation();
    event.preventDefault();
    button.setPointerCapture(event.pointerId);
    button.focus({ preventScroll: true });
    choose(laneNumber, key.number);
    drag(button, key, laneNumber, event, { percent, frameAt, ended });
  });
  return button;
}

function addWord(button, text) {
  const word = button.querySelector(".word") ?? document.createElement("span");
  word.className = "word";
  word.textContent = text;
  button.append(word);
}

function drag(button, key, laneNumber, start, { percent, frameAt, ended }) {
  const track = button.parentElement;
  const keys = app.scene.lanes[laneNumber].keys;
  const place = keys.indexOf(key);
  // A key stays between its neighbours.
  const lowest = (keys[place - 1]?.frame ?? -1) + 1;
  const highest = (keys[place + 1]?.frame ?? app.scene.frames) - 1;
  let frame = key.frame;
  app.isDragging = true;
  const move = (event) => {
    if (frame === key.frame && Math.abs(event.clientX - start.clientX) < 4) return;
    const wanted = frameAt(event, track);
    frame = event.altKey ? wanted : Math.min(Math.max(wanted, lowest), highest);
    button.classList.add("dragged");
    button.style.left = percent(frame);
    addWord(button, `${(frame / app.scene.framesPerSecond).toFixed(2)} s · ${frame}`);
  };
  const end = (event) => {
    button.removeEventListener("pointermove", move);
    button.removeEventListener("pointerup", end);
    button.removeEventListener("pointercancel", end);
    button.classList.remove("dragged");
    app.isDragging = false;
    const isMoved = event.type !== "pointercancel" && frame !== key.frame;
    if (!isMoved) button.style.left = percent(key.frame);
    else {
      setFrame(frame);
      if (event.altKey) copyKey(key, frame);
      else moveKey(key, frame);
    }
    ended();
  };
  button.addEventListener("pointermove", move);
  button.addEventListener("pointerup", end);
  button.addEventListener("pointercancel", end);
}
