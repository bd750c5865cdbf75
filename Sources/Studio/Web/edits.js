// Changes of the preset that the page asks for.

import { app, chosenKey, emit, lane } from "./store.js";
import { send } from "./connection.js";

function edit(message) {
  return send({ type: "key", revision: app.state.revision, lane: app.lane, ...message });
}

const isKeyed = () => lane()?.from === "keys";

// Writes what is dragged: into the key at the play head, else into a new one.
export function writeMixture() {
  if (!app.mixture || !isKeyed()) return;
  const key = lane().keys.find((key) => key.frame === app.frame);
  const weights = app.mixture;
  if (key) edit({ action: "set", key: key.number, weights });
  else edit({ action: "add", frame: app.frame, weights });
}

export function addKey(frame = app.frame) {
  if (isKeyed()) edit({ action: "add", frame });
}

export function moveKey(key, frame) {
  edit({ action: "set", key: key.number, frame });
}

export function copyKey(key, frame) {
  edit({ action: "copy", key: key.number, frame });
}

export function deleteKey() {
  const key = chosenKey();
  if (key) edit({ action: "delete", key: key.number });
}

export function setFields(key, fields) {
  edit({ action: "set", key: key.number, ...fields });
}

// What is dragged has been written, or never will be.
export function forgetMixture() {
  if (!app.mixture) return;
  app.mixture = null;
  emit("mixture");
}

export const undo = () => send({ type: "undo" });
export const redo = () => send({ type: "redo" });
