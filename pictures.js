// Images on their way from the program.  A slot has one request under way and remembers only the last wish: what
// is older is never asked for, and what comes late is not drawn.

import { send } from "./connection.js";

const KINDS = ["slot a", "slot b", "strip", "corner"];
const FORMATS = ["image/png", "image/jpeg"];
const PATIENCE = 10_000; // milliseconds after which a request counts as lost
let lastId = 0;

export function nextId() {
  lastId += 1;
  return lastId;
}

class Slot {
  #wish = null;
  #pending = null; // {id, size, since} of the request under way
  #drawn = 0; // the id of the image that is shown
  onImage = null;

  constructor(name) {
    this.name = name;
  }

  want(wish) {
    this.#wish = { ...wish, since: performance.now() };
    this.#ask();
  }

  #ask() {
    if (!this.#wish || this.#isBusy) return;
    const { since, ...wish } = this.#wish;
    const id = nextId();
    if (!send({ type: "show", slot: this.name, id, ...wish })) return;
    this.#pending = { id, since, size: wish.size };
    this.#wish = null;
  }

  get #isBusy() {
    if (!this.#pending || performance.now() - this.#pending.since > PATIENCE) return false;
    // A quick image does not wait for a whole one that no one wants any more.
    return !(this.#pending.size === "full" && this.#wish.size === "quick");
  }

  async take(image) {
    const since = this.#pending?.id === image.id ? this.#pending.since : null;
    this.#answered(image.id);
    if (image.id < this.#drawn) return;
    const bitmap = await createImageBitmap(image.blob);
    if (image.id < this.#drawn) return bitmap.close();
    this.#drawn = image.id;
    this.onImage?.(bitmap, image);
    bitmap.close();
    if (since !== null) measure(this.name, since);
  }

  // The request is answered, with an image or a refusal.
  #answered(id) {
    if (this.#pending?.id !== id) return;
    this.#pending = null;
    this.#ask();
  }

  refused(id) {
    this.#answered(id);
  }

  // After the connection was gone.
  reset() {
    this.#pending = null;
  }

  // Nothing is wanted in this slot any more, and what is under way is not drawn.
  clear() {
    this.#wish = null;
    this.#drawn = nextId();
  }
}

// From the wish to the drawn image, for whoever measures the page: performance.getEntriesByName("image a").
function measure(name, since) {
  const label = `image ${name}`;
  if (performance.getEntriesByName(label).length >= 1000) performance.clearMeasures(label);
  performance.measure(label, { start: since, end: performance.now() });
}

export const slots = { a: new Slot("a"), b: new Slot("b") };
export const thumbnails = { strip: null, corner: null }; // functions that take them

export function readImage(buffer) {
  const view = new DataView(buffer);
  if (view.byteLength < 24 || view.getUint8(0) !== 1) return;
  const image = {
    isFull: view.getUint8(3) === 1,
    id: view.getUint32(4, true),
    frame: view.getUint32(8, true),
    index: view.getUint32(12, true),
    width: view.getUint16(20, true),
    height: view.getUint16(22, true),
    blob: new Blob([new Uint8Array(buffer, 24)], { type: FORMATS[view.getUint8(2)] }),
  };
  switch (KINDS[view.getUint8(1)]) {
    case "slot a": return slots.a.take(image);
    case "slot b": return slots.b.take(image);
    case "strip": return thumbnails.strip?.(image);
    case "corner": return thumbnails.corner?.(image);
  }
}
