// The mixture between the networks: a corner each, a dot at Σ α · corner.

import { app, emit, lane, on, shownWeights } from "./store.js";
import { colour } from "./colours.js";
import { nextId, thumbnails } from "./pictures.js";
import { send } from "./connection.js";
import { writeMixture } from "./edits.js";
import { make as makeElement } from "./easing.js";

const svg = document.getElementById("simplex");
const BOX = { left: 44, right: 260, top: 44, bottom: 206 }; // where corners are, of the drawing's 304 × 250
const CENTRE = { x: 152, y: 125 };
let corners = [];
let dot = null;
let pictures = [];
const addresses = new Map(); // of the corners' pictures, by network

const make = (tag, attributes, parent = svg) => makeElement(tag, attributes, parent);

function placeCorners(count) {
  if (count === 2) return [{ x: 52, y: CENTRE.y }, { x: 252, y: CENTRE.y }];
  const first = count === 4 ? -0.75 * Math.PI : -0.5 * Math.PI;
  const round = Array.from({ length: count }, (_, index) => {
    const angle = first + (2 * Math.PI * index) / count;
    return { x: Math.cos(angle), y: Math.sin(angle) };
  });
  // As large as the box allows, in its middle.
  const [xs, ys] = [round.map(({ x }) => x), round.map(({ y }) => y)];
  const scale = Math.min(
    (BOX.right - BOX.left) / (Math.max(...xs) - Math.min(...xs)),
    (BOX.bottom - BOX.top) / (Math.max(...ys) - Math.min(...ys)));
  const shift = (Math.max(...ys) + Math.min(...ys)) / 2;
  return round.map(({ x, y }) => ({ x: CENTRE.x + scale * x, y: CENTRE.y + scale * (y - shift) }));
}

function build() {
  svg.replaceChildren();
  const networks = app.scene.networks;
  svg.style.display = networks.length > 1 ? "" : "none";
  if (networks.length < 2) return;
  corners = placeCorners(networks.length);
  make("polygon", { class: "edge", points: corners.map(({ x, y }) => `${x},${y}`).join(" ") });
  make("polyline", { class: "path", points: pathPoints() });
  const radius = networks.length > 5 ? 18 : 24;
  pictures = networks.map((network, index) => {
    const { x, y } = corners[index];
    const clip = make("clipPath", { id: `corner-${index}` });
    make("circle", { cx: x, cy: y, r: radius - 2 }, clip);
    make("circle", { class: "ring-back", cx: x, cy: y, r: radius });
    const image = make("image", {
      x: x - 1.8 * radius, y: y - radius, width: 3.6 * radius, height: 2 * radius,
      preserveAspectRatio: "xMidYMid slice", "clip-path": `url(#corner-${index})`,
    });
    // The one of before, until a new one comes.
    if (addresses.has(network.name)) image.setAttribute("href", addresses.get(network.name));
    make("circle", { class: "ring", cx: x, cy: y, r: radius - 1, stroke: colour(index) });
    return image;
  });
  // Names lie over the corners.
  corners.forEach(({ x, y }, index) => {
    const isAbove = y < CENTRE.y || networks.length === 2;
    make("text", { x, y: isAbove ? y - radius - 6 : y + radius + 15 }).textContent = networks[index].name;
  });
  dot = make("circle", { class: "dot", r: 9, cx: 0, cy: 0 });
  moveDot();
  askForCorners();
}

function pathPoints() {
  const which = lane();
  if (!which) return "";
  return which.samples.map((_, sample) => {
    const point = which.weights.reduce(
      (sum, row, index) => ({
        x: sum.x + row[sample] * corners[index].x,
        y: sum.y + row[sample] * corners[index].y,
      }), { x: 0, y: 0 });
    return `${point.x.toFixed(1)},${point.y.toFixed(1)}`;
  }).join(" ");
}

function moveDot() {
  if (!dot || !app.scene) return;
  const weights = shownWeights();
  const point = app.scene.networks.reduce(
    (sum, { name }, index) => ({
      x: sum.x + (weights[name] ?? 0) * corners[index].x,
      y: sum.y + (weights[name] ?? 0) * corners[index].y,
    }), { x: 0, y: 0 });
  dot.setAttribute("cx", point.x);
  dot.setAttribute("cy", point.y);
}

let cornerTimer = null;
function askForCorners() {
  clearTimeout(cornerTimer);
  cornerTimer = setTimeout(
    () => send({ type: "corners", id: nextId(), frame: app.frame, height: 64 }), 400);
}
thumbnails.corner = (image) => {
  const name = app.scene.networks[image.index]?.name;
  if (!pictures[image.index]) return;
  URL.revokeObjectURL(addresses.get(name));
  addresses.set(name, URL.createObjectURL(image.blob));
  pictures[image.index].setAttribute("href", addresses.get(name));
};

const minus = (a, b) => ({ x: a.x - b.x, y: a.y - b.y });
const dotProduct = (a, b) => a.x * b.x + a.y * b.y;
const cross = (a, b) => a.x * b.y - a.y * b.x;
const length = (a) => Math.hypot(a.x, a.y);

// Along the edge between the two corners that are nearest.
function onEdge(point) {
  const order = corners.map((corner, index) => [length(minus(point, corner)), index])
    .sort((a, b) => a[0] - b[0]);
  const [first, second] = [order[0][1], order[1][1]];
  const way = minus(corners[second], corners[first]);
  let share = dotProduct(minus(point, corners[first]), way) / dotProduct(way, way);
  share = Math.min(Math.max(share, 0), 1);
  if (share < 0.02) share = 0;
  const weights = corners.map(() => 0);
  weights[first] = 1 - share;
  weights[second] = share;
  return weights;
}

// Over all corners: mean value coordinates (Floater, Mean value coordinates, 2003); outside, on the nearest side.
function within(point) {
  const count = corners.length;
  const sides = corners.map((a, index) => {
    const way = minus(corners[(index + 1) % count], a);
    const share = Math.min(Math.max(dotProduct(minus(point, a), way) / dotProduct(way, way), 0), 1);
    const foot = { x: a.x + share * way.x, y: a.y + share * way.y };
    return { index, share, isOutside: cross(way, minus(point, a)) <= 0.5, gap: length(minus(point, foot)) };
  });
  if (sides.some((side) => side.isOutside)) {
    const { index, share } = sides.reduce((near, side) => (side.gap < near.gap ? side : near));
    const weights = corners.map(() => 0);
    weights[index] += 1 - share;
    weights[(index + 1) % count] += share;
    return weights;
  }
  const arms = corners.map((corner) => minus(corner, point));
  const near = arms.findIndex((arm) => length(arm) < 3);
  if (near >= 0) return corners.map((_, index) => (index === near ? 1 : 0));
  const half = arms.map((arm, index) => {
    const next = arms[(index + 1) % count];
    return Math.tan(Math.atan2(cross(arm, next), dotProduct(arm, next)) / 2);
  });
  const raw = arms.map((arm, index) => (half[(index + count - 1) % count] + half[index]) / length(arm));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((weight) => weight / sum);
}

function mixtureAt(event) {
  const point = new DOMPoint(event.clientX, event.clientY)
    .matrixTransform(svg.getScreenCTM().inverse());
  const weights = event.shiftKey && corners.length > 2 ? within(point) : onEdge(point);
  app.mixture = Object.fromEntries(app.scene.networks.map(({ name }, index) => [name, weights[index]]));
  emit("mixture");
}

svg.addEventListener("pointerdown", (event) => {
  if (!app.scene || corners.length < 2 || lane()?.from !== "keys") return;
  svg.setPointerCapture(event.pointerId);
  app.isDragging = true;
  mixtureAt(event);
});
svg.addEventListener("pointermove", (event) => {
  if (svg.hasPointerCapture(event.pointerId)) mixtureAt(event);
});
svg.addEventListener("pointerup", () => {
  if (app.isDragging && app.mixture) writeMixture();
  app.isDragging = false;
});
svg.addEventListener("pointercancel", () => {
  app.isDragging = false;
  app.mixture = null;
  emit("mixture");
});

on("scene choice", () => app.scene && build());
on("frame mixture", moveDot);
