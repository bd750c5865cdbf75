// The frame, what it is compared with, and the wipe between them.

import { app, describe, lane, on, shownWeights, weightsAt } from "./store.js";
import { slots } from "./pictures.js";

const stage = document.getElementById("stage");
const view = document.getElementById("view");
const scroller = document.getElementById("scroller");
const canvases = { a: document.getElementById("frame-a"), b: document.getElementById("frame-b") };
const labels = { a: document.getElementById("label-a"), b: document.getElementById("label-b") };
const wipe = document.getElementById("wipe");
const compare = document.getElementById("compare");
const native = document.getElementById("native");
const REST = 150; // milliseconds without a change until the whole image is asked for

let restTimer = null;
let share = 0.5; // where the wipe stands
export const moving = { isPlaying: false };

for (const name of ["a", "b"]) {
  slots[name].onImage = (bitmap, image) => {
    const canvas = canvases[name];
    if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
    }
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    canvas.dataset.full = image.isFull;
    canvas.dataset.frame = image.frame;
  };
}

function wishes(size) {
  const base = { frame: app.frame, size };
  if (app.mixture) Object.assign(base, { weights: app.mixture, lane: app.lane });
  slots.a.want({ ...base, view: "frame" });
  const other = compare.value;
  if (!other) return;
  if (other === "input" || other === "crossfade") slots.b.want({ ...base, view: other });
  else slots.b.want({ ...base, view: "network", network: other.slice("network:".length) });
}

// Asks for what is seen now: quickly while things move, whole when they rest.
export function refresh() {
  if (!app.scene) return;
  lastSeen = seen();
  wishes("quick");
  clearTimeout(restTimer);
  if (!moving.isPlaying) restTimer = setTimeout(() => wishes("full"), REST);
  showLabel();
}

function showLabel() {
  if (!app.scene) return;
  labels.a.textContent = describe(shownWeights()) + (lane()?.label ? ` in ${lane().label}` : "");
  canvases.a.setAttribute("aria-label", `Frame ${app.frame}: ${labels.a.textContent}`);
}

// All that decides what the frame looks like.
function seen() {
  const { input, size, networks, lanes } = app.scene;
  return JSON.stringify([
    input, size, networks, compare.value, app.frame, app.mixture, lanes.map((which) => weightsAt(which, app.frame))]);
}

let lastSeen = "";

// A change that is not seen in this frame takes nothing from it.
function refreshWhole() {
  if (seen() !== lastSeen) return refresh();
  clearTimeout(restTimer);
  restTimer = setTimeout(() => wishes("full"), REST);
}

function layOut() {
  if (!app.scene) return;
  const { width, height } = app.scene.size;
  const style = getComputedStyle(stage);
  const roomX = stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const roomY = stage.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
  const isNative = native.getAttribute("aria-pressed") === "true";
  const pixel = 1 / devicePixelRatio;
  const scale = Math.min(roomX / width, roomY / height);
  scroller.classList.toggle("native", isNative);
  view.style.width = `${isNative ? Math.min(roomX, width * pixel) : width * scale}px`;
  view.style.height = `${isNative ? Math.min(roomY, height * pixel) : height * scale}px`;
  for (const canvas of Object.values(canvases)) {
    canvas.style.width = isNative ? `${width * pixel}px` : "";
    canvas.style.height = isNative ? `${height * pixel}px` : "";
  }
  placeWipe();
}

function placeWipe() {
  const isOn = compare.value !== "";
  wipe.hidden = !isOn;
  labels.b.hidden = !isOn;
  const percent = `${(100 * share).toFixed(2)}%`;
  wipe.style.left = `${share * canvases.a.clientWidth}px`;
  wipe.style.height = `${canvases.a.clientHeight}px`;
  wipe.setAttribute("aria-valuenow", Math.round(100 * share));
  wipe.setAttribute("aria-valuetext", `${Math.round(100 * share)} % of the width`);
  canvases.a.style.clipPath = isOn ? `inset(0 0 0 ${percent})` : "";
  if (isOn) labels.b.textContent = compare.selectedOptions[0].textContent;
}

function moveWipe(to) {
  share = Math.min(Math.max(to, 0), 1);
  placeWipe();
}

wipe.addEventListener("pointerdown", (event) => {
  wipe.setPointerCapture(event.pointerId);
  event.preventDefault();
  wipe.focus();
});
wipe.addEventListener("pointermove", (event) => {
  if (!wipe.hasPointerCapture(event.pointerId)) return;
  const box = canvases.a.getBoundingClientRect();
  moveWipe((event.clientX - box.left) / box.width);
});
wipe.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -0.02, ArrowRight: 0.02 }[event.key];
  if (!step) return;
  moveWipe(share + step);
  event.preventDefault();
  event.stopPropagation();
});

compare.addEventListener("change", () => {
  placeWipe();
  refresh();
});
native.addEventListener("click", () => {
  native.setAttribute("aria-pressed", native.getAttribute("aria-pressed") !== "true");
  layOut();
});

// Native pixels are moved by dragging.
let grip = null;
scroller.addEventListener("pointerdown", (event) => {
  if (!scroller.classList.contains("native") || event.pointerType === "touch" || event.target === wipe) return;
  grip = { x: event.clientX + scroller.scrollLeft, y: event.clientY + scroller.scrollTop };
  scroller.setPointerCapture(event.pointerId);
});
scroller.addEventListener("pointermove", (event) => {
  if (grip) scroller.scrollTo(grip.x - event.clientX, grip.y - event.clientY);
});
scroller.addEventListener("pointerup", () => (grip = null));

function listComparisons() {
  const chosen = compare.value;
  const options = [["", "nothing"], ["input", "the input"], ["crossfade", "a cross-fade"]];
  for (const { name } of app.scene.networks) options.push([`network:${name}`, `${name} alone`]);
  compare.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  compare.value = options.some(([value]) => value === chosen) ? chosen : "";
}

new ResizeObserver(layOut).observe(stage);
on("scene", () => {
  view.style.background = app.scene.background;
  listComparisons();
  layOut();
  refreshWhole();
});
on("frame mixture", refresh);
on("choice", showLabel);
on("connection", () => {
  slots.a.reset();
  slots.b.reset();
  refresh();
});
