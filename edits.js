// Changes of keys that the page asks for.  One is under way at a time, because each counts from the state that the
// one before leads to.

import { app, chooseAtHead, chosenKey, emit, frameOf, isKeyed, lane } from "./store.js";
import { send } from "./connection.js";
import { nextId } from "./pictures.js";

const queue = []; // {kind, lane, make}
let pending = null; // the id of the edit under way
let timeToFollow = null; // written into a key whose frame is known only from the next scene
let isHeld = false; // while the pointer drags a mixture

// A later edit of a kind replaces an earlier one that waits; `make` is called when it is sent.
function edit(kind, make) {
  const last = queue.at(-1);
  if (kind && last?.kind === kind && last.lane === app.lane) queue.pop();
  queue.push({ kind, lane: app.lane, make });
  sendNext();
}

function sendNext() {
  while (pending === null && queue.length > 0) {
    const { lane: number, make } = queue.shift();
    const message = make();
    if (!message) continue;
    const id = nextId();
    const isSent = send({ type: "key", id, revision: app.state.revision, lane: number, ...message });
    if (!isSent) return;
    pending = id;
  }
}

// A new state is here, or a refusal.
export function editAnswered() {
  pending = null;
  sendNext();
  if (!isHeld && pending === null) forgetMixture();
}

export function dropEdits() {
  queue.length = 0;
  pending = null;
}

// Writes the mixture that is being changed: into the key at the play head, else into a new one.
export function writeMixture() {
  if (!app.mixture || !isKeyed()) return;
  const [weights, frame] = [app.mixture, app.frame];
  edit("mixture", () => {
    const key = chosenKey();
    return key && frameOf(key) === frame
      ? { action: "set", key: key.number, weights } : { action: "add", frame, weights };
  });
}

export function holdMixture(weights) {
  isHeld = true;
  app.mixture = weights;
  emit("mixture");
}

export function releaseMixture({ isWritten }) {
  isHeld = false;
  if (isWritten) writeMixture();
  else forgetMixture();
}

function forgetMixture() {
  if (!app.mixture) return;
  app.mixture = null;
  emit("mixture");
}

export function addKey(frame = app.frame) {
  if (isKeyed()) edit(null, () => ({ action: "add", frame }));
}

export function moveKey(key, frame) {
  edit("move", () => ({ action: "set", key: key.number, frame }));
}

export function copyKey(number, frame) {
  edit(null, () => ({ action: "copy", key: number, frame }));
}

export function deleteKey() {
  const key = chosenKey();
  if (key) edit(null, () => ({ action: "delete", key: key.number }));
}

export function setFields(key, fields) {
  edit(null, () => ({ action: "set", key: key.number, ...fields }));
  if (fields.time !== undefined) timeToFollow = fields.time;
}

// After a time was written as text the play head goes with its key.
export function followKey() {
  if (timeToFollow === null) return;
  const key = lane()?.keys.find((key) => key.time === timeToFollow);
  timeToFollow = null;
  if (!key || frameOf(key) === app.frame) return;
  app.frame = frameOf(key);
  app.key = key.number;
  emit("frame");
  chooseAtHead();
}

export const undo = () => send({ type: "undo" });
export const redo = () => send({ type: "redo" });
