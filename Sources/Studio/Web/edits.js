// Changes of the preset that the page asks for, one at a time: each is made of the state that the one before it
// has left.

import { app, chosenKey, emit, lane, on } from "./store.js";
import { handle, isOpen, send } from "./connection.js";
import { say } from "./messages.js";

const waiting = []; // functions that make the next messages
let isUnderWay = false;

function edit(make) {
  if (waiting.length < 20) waiting.push(make);
  next();
}

function next() {
  if (isUnderWay || !app.state || !isOpen) return;
  const message = waiting.shift()?.();
  if (message) isUnderWay = send({ revision: app.state.revision, ...message });
  else if (waiting.length) next();
}

function answered() {
  isUnderWay = false;
  next();
}

on("state", answered);
on("connection", () => {
  waiting.length = 0;
  isUnderWay = false;
});

const isKeyed = () => lane()?.from === "keys";
const change = (message) => ({ type: "key", lane: app.lane, ...message });

// Writes what is dragged: into the chosen key or the one at the play head, else into a new one.
export function writeMixture() {
  const weights = app.mixture;
  const frame = app.frame;
  if (!weights || !isKeyed()) return;
  edit(() => {
    const key = chosenKey() ?? lane().keys.find((key) => key.frame === frame);
    if (key) return change({ action: "set", key: key.number, weights });
    return isFree(frame) ? change({ action: "add", frame, weights }) : null;
  });
}

// A key within the hold of another one would be refused.
function isFree(frame) {
  const rate = app.scene.framesPerSecond;
  const holder = lane().keys.find(
    (key) => frame > key.frame && frame < key.frame + Math.round(key.holdSeconds * rate));
  if (!holder) return true;
  say(`Key ${holder.number + 1} is held here: shorten its hold first, or go behind it.`, true);
  app.mixture = null;
  emit("mixture");
  return false;
}

export function addKey() {
  if (!isKeyed()) return;
  const frame = app.frame;
  edit(() => {
    if (lane().keys.some((key) => key.frame === frame)) return null;
    return isFree(frame) ? change({ action: "add", frame }) : null;
  });
}

export function moveKey(key, frame) {
  edit(() => change({ action: "set", key: key.number, frame }));
}

export function copyKey(key, frame) {
  edit(() => (isFree(frame) ? change({ action: "copy", key: key.number, frame }) : null));
}

export function deleteKey() {
  edit(() => {
    const key = chosenKey();
    return key && change({ action: "delete", key: key.number });
  });
}

// Sets fields of a key; the play head goes with its time.
export function setFields(key, fields) {
  edit(() => {
    if (fields.time) app.followed = key.number;
    return change({ action: "set", key: key.number, ...fields });
  });
}

export const addNetwork = (name) => edit(() => ({ type: "network", name }));
export const undo = () => edit(() => ({ type: "undo" }));
export const redo = () => edit(() => ({ type: "redo" }));

handle("refused", ({ message, id }) => {
  app.followed = null;
  app.refusedImage = id ?? null;
  app.mixture = null;
  emit("refused");
  emit("mixture");
  say(message, true);
});
