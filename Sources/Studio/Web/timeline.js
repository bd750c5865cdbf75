// The time line: ruler, thumbnails, and a lane for each path with its weights and keys.

import { app, choose, on, setFrame } from "./store.js";
import { paintPace, paintWave, paintWeights } from "./areas.js";
import { nextId, thumbnails } from "./pictures.js";
import { handle, send } from "./connection.js";
import { addKey } from "./edits.js";
import { diamond } from "./diamonds.js";
import { clock } from "./words.js";

const box = document.getElementById("timeline");
let tracks = []; // the elements whose width is the time
let areas = []; // { canvas, lane }
let ruler = null;
let head = null;
let isOld = false; // whether a new scene came while a key was dragged
const pace = { canvas: null, points: [] };
const wave = { canvas: null, peaks: [] };

const last = () => Math.max(app.scene.frames - 1, 1);
const percent = (frame) => `${(100 * Math.min(Math.max(frame / last(), 0), 1)).toFixed(3)}%`;

function frameAt(event, track) {
  const bounds = track.getBoundingClientRect();
  const share = (event.clientX - bounds.left) / bounds.width;
  return Math.round(Math.min(Math.max(share, 0), 1) * last());
}

function row(name, small, className) {
  const lane = document.createElement("div");
  lane.className = "lane";
  const label = document.createElement("div");
  label.className = "name";
  label.textContent = name;
  label.title = small ? `${name}: ${small}` : name;
  if (small) label.append(Object.assign(document.createElement("small"), { textContent: small }));
  const track = document.createElement("div");
  track.className = `track ${className}`;
  lane.append(label, track);
  box.append(lane);
  tracks.push(track);
  return track;
}

function area(track) {
  const canvas = document.createElement("canvas");
  canvas.className = "area";
  track.append(canvas);
  return canvas;
}

function build() {
  box.replaceChildren();
  tracks = [];
  areas = [];
  ruler = row("", "", "ruler");
  buildRuler(ruler);
  buildStrip(row("frames", "", "strip"));
  app.scene.lanes.forEach(buildLane);
  const below = row("pace", "", "curve");
  below.title = "How fast the picture changes";
  pace.canvas = area(below);
  wave.canvas = wave.peaks.length ? area(row("sound", "", "curve")) : null;
  head = document.createElement("div");
  head.id = "head";
  box.append(head);
  for (const track of tracks) listen(track);
  moveHead();
  paint();
}

function tick(frame, className, text, isAtEnd = false) {
  const mark = document.createElement("i");
  mark.className = className;
  mark.style.left = percent(frame);
  if (text) {
    const label = Object.assign(document.createElement("span"), { textContent: text });
    if (isAtEnd) label.className = "before";
    mark.append(label);
  }
  ruler.append(mark);
}

function buildRuler(track) {
  const { frames, framesPerSecond: rate, beats } = app.scene;
  const seconds = frames / rate;
  const room = Math.max(track.clientWidth || 800, 200);
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
  const step = steps.find((step) => (room * step) / seconds >= 64) ?? 7200;
  for (let index = 0; index * step * rate <= last(); index += 1) {
    const time = index * step;
    const text = step < 1 ? `${time.toFixed(1)} s` : step < 60 ? `${time} s` : clock(time);
    tick(time * rate, "tick", text, (room * (last() - time * rate)) / last() < 38);
  }
  const isDense = (room * (beats[1] - beats[0])) / seconds < 5;
  beats.forEach((beat, index) => (isDense && index % 4 ? null : tick(beat * rate, "tick beat")));
  Object.assign(track, { id: "ruler", tabIndex: 0, role: "slider" });
  track.setAttribute("aria-label", "Play head");
  track.setAttribute("aria-valuemin", 0);
  track.setAttribute("aria-valuemax", last());
}

let stripTimer = null;
let stripId = 0;
let stripPictures = [];

function buildStrip(track) {
  const height = 44;
  const shape = app.scene.size.width / app.scene.size.height;
  const count = Math.min(Math.max(Math.round((track.clientWidth || 800) / (height * shape)), 3), 60);
  for (let index = 0; index < count; index += 1) track.append(document.createElement("canvas"));
  clearTimeout(stripTimer);
  stripTimer = setTimeout(() => {
    stripId = nextId();
    send({ type: "strip", id: stripId, count, height: 2 * height });
  }, 350);
}

thumbnails.strip = async (image) => {
  if (image.id !== stripId) return;
  stripPictures[image.index] = await createImageBitmap(image.blob);
  drawStrip(image.index);
};

// Old thumbnails stay until new ones come.
function drawStrip(index) {
  const canvas = box.querySelectorAll(".strip canvas")[index];
  const bitmap = stripPictures[index];
  if (!canvas || !bitmap) return;
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
}

const sources = {
  weights: "from expressions", csv: "from a table", sound: "from the sound", level: "from the input's noise",
  mix: "one mixture for the whole time",
};

function buildLane(lane, index) {
  const track = row(lane.name, lane.label, index === 0 ? "main" : "beside");
  track.dataset.lane = index;
  areas.push({ canvas: area(track), lane });
  if (lane.from !== "keys") {
    const text = sources[lane.from] ?? lane.from;
    track.append(Object.assign(document.createElement("span"), { className: "from", textContent: text }));
  }
  for (const key of lane.keys) {
    if (key.holdSeconds > 0) {
      const hold = document.createElement("i");
      hold.className = "hold";
      hold.style.left = percent(key.frame);
      const end = key.frame + key.holdSeconds * app.scene.framesPerSecond;
      hold.style.width = `calc(${percent(end)} - ${percent(key.frame)})`;
      track.append(hold);
    }
    track.append(diamond(key, index, { percent, frameAt, ended: catchUp }));
  }
}

function listen(track) {
  const scrub = (event) => setFrame(frameAt(event, track));
  track.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    track.setPointerCapture(event.pointerId);
    if (track.dataset.lane) choose(Number(track.dataset.lane), null);
    scrub(event);
  });
  track.addEventListener("pointermove", (event) => {
    if (track.hasPointerCapture(event.pointerId)) scrub(event);
  });
  track.addEventListener("dblclick", (event) => {
    if (!track.dataset.lane || event.target.closest(".key")) return;
    setFrame(frameAt(event, track));
    addKey();
  });
}

function paint() {
  for (const { canvas, lane } of areas) paintWeights(canvas, lane, last());
  if (pace.canvas) paintPace(pace.canvas, pace.points, last());
  if (wave.canvas) paintWave(wave.canvas, wave.peaks);
}

handle("pace", ({ id, points }) => {
  if (id !== stripId) return;
  pace.points = points;
  paint();
});
handle("sound", ({ peaks }) => {
  wave.peaks = peaks;
  if (app.scene) rebuild();
});

function moveHead() {
  if (!head || !tracks.length) return;
  const start = ruler.getBoundingClientRect().left - box.getBoundingClientRect().left + 1;
  head.style.left = `${start + (ruler.clientWidth * app.frame) / last()}px`;
  ruler.setAttribute("aria-valuenow", app.frame);
  ruler.setAttribute("aria-valuetext", `frame ${app.frame}, ${clock(app.frame / app.scene.framesPerSecond, 2)}`);
}

function showChoice() {
  for (const button of box.querySelectorAll(".key")) {
    const isChosen = Number(button.parentElement.dataset.lane) === app.lane
      && Number(button.dataset.key) === app.key;
    button.classList.toggle("chosen", isChosen);
  }
}

let width = 0;
new ResizeObserver(() => {
  if (!app.scene || box.clientWidth === width) return;
  width = box.clientWidth;
  rebuild();
}).observe(box);

function rebuild() {
  // A key under the pointer is let go first.
  isOld = Boolean(app.isDragging);
  if (isOld) return;
  const hadFocus = Boolean(document.activeElement?.closest?.(".key"));
  const rulerHadFocus = document.activeElement === ruler;
  build();
  for (const index of stripPictures.keys()) drawStrip(index);
  showChoice();
  if (hadFocus) box.querySelector(".key.chosen")?.focus({ preventScroll: true });
  if (rulerHadFocus) ruler.focus({ preventScroll: true });
}

function catchUp() {
  if (isOld) rebuild();
}

on("scene", rebuild);
on("frame", moveHead);
on("choice", showChoice);
