// Images on their way from the program.  A slot has one request under way and remembers only the last wish: what
// is older is never asked for, and what comes late is not drawn.

import { send } from "./connection.js";
import { app, on } from "./store.js";

const kinds = { slotA: 0, slotB: 1, strip: 2, corner: 3 };
const formats = ["image/png", "image/jpeg"];
let lastId = 0;

export function nextId() {
  lastId += 1;
  return lastId;
}

class Slot {
  constructor(name) {
    this.name = name;
    this.wish = null;
    this.pending = null; // the id that is under way
    this.drawn = 0;
    this.onImage = null;
  }

  want(wish) {
    this.wish = { ...wish, since: performance.now() };
    this.ask();
  }

  ask() {
    if (this.pending || !this.wish) return;
    const { since, ...wish } = this.wish;
    const id = nextId();
    if (!send({ type: "show", slot: this.name, id, ...wish })) return;
    this.pending = { id, since };
    this.wish = null;
  }

  async take(image) {
    const since = this.pending?.id === image.id ? this.pending.since : null;
    if (since !== null) {
      this.pending = null;
      this.ask();
    }
    if (image.id < this.drawn) return;
    const bitmap = await createImageBitmap(image.blob);
    if (image.id < this.drawn) return bitmap.close();
    this.drawn = image.id;
    this.onImage?.(bitmap, image);
    if (since !== null) measure(this.name, image.isFull, since);
  }

  // The request is answered without an image.
  fail(id) {
    if (this.pending?.id !== id) return;
    this.pending = null;
    this.ask();
  }

  // After the connection was gone.
  reset() {
    this.pending = null;
    this.drawn = 0;
  }
}

// From the wish to the painted image, for whoever measures the page: performance.getEntriesByName("image a quick").
function measure(name, isFull, since) {
  const label = `image ${name} ${isFull ? "full" : "quick"}`;
  if (performance.getEntriesByName(label).length >= 1000) performance.clearMeasures(label);
  performance.measure(label, { start: since, end: performance.now() });
}

export const slots = { a: new Slot("a"), b: new Slot("b") };
on("refused", () => {
  for (const slot of Object.values(slots)) slot.fail(app.refusedImage);
});

export const thumbnails = { strip: null, corner: null }; // what takes them

export function readImage(buffer) {
  const view = new DataView(buffer);
  if (view.byteLength < 24 || view.getUint8(0) !== 1) return;
  const kind = view.getUint8(1);
  const image = {
    isFull: view.getUint8(3) === 1,
    id: view.getUint32(4, true),
    frame: view.getUint32(8, true),
    index: view.getUint32(12, true),
    width: view.getUint16(20, true),
    height: view.getUint16(22, true),
    blob: new Blob([new Uint8Array(buffer, 24)], { type: formats[view.getUint8(2)] }),
  };
  if (kind === kinds.slotA) slots.a.take(image);
  else if (kind === kinds.slotB) slots.b.take(image);
  else if (kind === kinds.strip) thumbnails.strip?.(image);
  else if (kind === kinds.corner) thumbnails.corner?.(image);
}
