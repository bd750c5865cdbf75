// The time line: ruler, thumbnails, and a lane for each path with its weights and keys.

import { app, choose, on, setFrame } from "./store.js";
import { colour } from "./colours.js";
import { nextId, thumbnails } from "./pictures.js";
import { handle, send } from "./connection.js";
import { addKey, copyKey, moveKey } from "./edits.js";
import { clock } from "./words.js";

const box = document.getElementById("timeline");
let tracks = []; // the elements whose width is the time
let areas = []; // { canvas, lane }
let head = null;

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
  if (small) {
    const more = document.createElement("small");
    more.textContent = small;
    label.append(more);
  }
  const track = document.createElement("div");
  track.className = `track ${className}`;
  lane.append(label, track);
  box.append(lane);
  tracks.push(track);
  return track;
}

function build() {
  box.replaceChildren();
  tracks = [];
  areas = [];
  buildRuler(row("", "", "ruler"));
  buildStrip(row("frames", "", "strip"));
  app.scene.lanes.forEach((lane, index) => buildLane(lane, index));
  pace.canvas = curve("pace", "how fast the picture changes");
  wave.canvas = wave.peaks.length ? curve("sound", "") : null;
  head = document.createElement("div");
  head.id = "head";
  box.append(head);
  for (const track of tracks) listen(track);
  moveHead();
  paint();
}

function buildRuler(track) {
  const { frames, framesPerSecond: rate, beats } = app.scene;
  const seconds = frames / rate;
  const room = Math.max(track.clientWidth || 800, 200);
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];
  const step = steps.find((step) => (room * step) / seconds >= 64) ?? 7200;
  for (let time = 0; time < seconds; time += step) {
    const tick = document.createElement("i");
    tick.className = "tick";
    tick.style.left = percent(time * rate);
    if ((room * (seconds - time)) / seconds > 34) {
      const text = document.createElement("span");
      text.textContent = step < 1 ? `${time.toFixed(1)} s` : step < 60 ? `${Math.round(time)} s` : clock(time);
      tick.append(text);
    }
    track.append(tick);
  }
  const isDense = (room * (beats[1] - beats[0])) / seconds < 5;
  for (const [index, beat] of beats.entries()) {
    if (isDense && index % 4) continue;
    const tick = document.createElement("i");
    tick.className = "tick beat";
    tick.style.left = percent(beat * rate);
    track.append(tick);
  }
}

let stripTimer = null;
let stripId = 0;
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

let stripPictures = [];
thumbnails.strip = async (image) => {
  if (image.id !== stripId) return;
  const bitmap = await createImageBitmap(image.blob);
  stripPictures[image.index] = bitmap;
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
  const canvas = document.createElement("canvas");
  canvas.className = "area";
  track.append(canvas);
  areas.push({ canvas, lane });
  if (lane.from !== "keys") {
    const from = document.createElement("span");
    from.className = "from";
    from.textContent = sources[lane.from] ?? lane.from;
    track.append(from);
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
    track.append(diamond(key, index));
  }
}

function diamond(key, index) {
  const button = document.createElement("button");
  button.className = "key";
  button.type = "button";
  button.dataset.key = key.number;
  button.style.left = percent(key.frame);
  const names = Object.entries(key.weights).map(([name, weight]) => `${name} ${Math.round(100 * weight)} %`);
  button.title = `${key.time}: ${names.join(", ")}`;
  button.setAttribute("aria-label", `Key ${key.number + 1} at ${key.time}, ${names.join(", ")}`);
  if (key.label) addWord(button, key.label);
  button.addEventListener("focus", () => choose(index, key.number));
  button.addEventListener("pointerdown", (event) => {
    event.stopPropagation();
    event.preventDefault();
    button.setPointerCapture(event.pointerId);
    button.focus({ preventScroll: true });
    drag(button, key, index, event);
  });
  return button;
}

function addWord(button, text) {
  const word = button.querySelector(".word") ?? document.createElement("span");
  word.className = "word";
  word.textContent = text;
  button.append(word);
}

function drag(button, key, index, start) {
  const track = button.parentElement;
  const keys = app.scene.lanes[index].keys;
  const place = keys.indexOf(key);
  // A key stays between its neighbours.
  const lowest = (keys[place - 1]?.frame ?? -1) + 1;
  const highest = (keys[place + 1]?.frame ?? app.scene.frames) - 1;
  let frame = key.frame;
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
    if (event.type === "pointercancel" || frame === key.frame) {
      button.style.left = percent(key.frame);
      return;
    }
    setFrame(frame);
    if (event.altKey) copyKey(key, frame);
    else moveKey(key, frame);
  };
  button.addEventListener("pointermove", move);
  button.addEventListener("pointerup", end);
  button.addEventListener("pointercancel", end);
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

// Curves below the lanes: how fast the picture changes, and the wave form of the sound.
const pace = { canvas: null, points: [] };
const wave = { canvas: null, peaks: [] };

function curve(name, title) {
  const track = row(name, "", "curve");
  track.previousSibling.title = title || name;
  const canvas = document.createElement("canvas");
  canvas.className = "area";
  track.append(canvas);
  return canvas;
}

handle("pace", ({ id, points }) => {
  if (id !== stripId) return;
  pace.points = points;
  paintPace();
});
handle("sound", ({ peaks }) => {
  const isNew = Boolean(peaks.length) !== Boolean(wave.canvas);
  wave.peaks = peaks;
  if (isNew && app.scene) rebuild();
  else paintWave();
});

function prepared(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  const context = canvas.getContext("2d");
  context.scale(devicePixelRatio, devicePixelRatio);
  context.fillStyle = context.strokeStyle = getComputedStyle(canvas).color;
  return { context, width, height };
}

function paintPace() {
  if (!pace.canvas) return;
  const { context, width, height } = prepared(pace.canvas);
  const highest = Math.max(...pace.points.map(([, change]) => change), 1);
  context.lineWidth = 1.5;
  context.beginPath();
  for (const [frame, change] of pace.points) {
    context.lineTo((width * frame) / last(), height - 2 - ((height - 4) * change) / highest);
  }
  context.stroke();
}

function paintWave() {
  if (!wave.canvas) return;
  const { context, width, height } = prepared(wave.canvas);
  const step = width / wave.peaks.length;
  wave.peaks.forEach((peak, index) => {
    const tall = Math.max(1, height * peak);
    context.fillRect(index * step, (height - tall) / 2, Math.max(step, 0.5), tall);
  });
}

// The weights as stacked areas.
function paint() {
  paintPace();
  paintWave();
  for (const { canvas, lane } of areas) {
    const { context, width, height } = prepared(canvas);
    if (!width) continue;
    const x = lane.samples.map((frame) => (width * frame) / last());
    if (x.length === 1) x.push(width);
    let below = x.map(() => 0);
    lane.weights.forEach((row, index) => {
      const above = x.map((_, sample) => below[sample] + Math.max(row[Math.min(sample, row.length - 1)], 0));
      context.beginPath();
      x.forEach((at, sample) => context.lineTo(at, height * below[sample]));
      for (let sample = x.length - 1; sample >= 0; sample -= 1) context.lineTo(x[sample], height * above[sample]);
      context.fillStyle = colour(index);
      context.fill();
      below = above;
    });
  }
}

function moveHead() {
  if (!head || !tracks.length) return;
  const [track] = tracks;
  const start = track.getBoundingClientRect().left - box.getBoundingClientRect().left + 1;
  head.style.left = `${start + (track.clientWidth * app.frame) / last()}px`;
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
  const focus = document.activeElement?.closest?.(".key");
  const chosen = focus && [focus.parentElement.dataset.lane, focus.dataset.key];
  build();
  for (const [index] of stripPictures.entries()) drawStrip(index);
  showChoice();
  if (chosen) {
    box.querySelector(`[data-lane="${chosen[0]}"] .key[data-key="${chosen[1]}"]`)
      ?.focus({ preventScroll: true });
  }
}

on("scene", rebuild);
on("frame", moveHead);
on("choice", showChoice);
