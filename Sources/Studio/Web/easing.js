// The curve of a key's way to the next one, with two handles where it is a cubic Bézier.

import { setFields } from "./edits.js";

const WIDTH = 300;
const HEIGHT = 84;
const PAD = 14;

export function make(tag, attributes, parent) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}

export function makeCurve(parent) {
  return make("svg", { id: "curve", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group" }, parent);
}

const place = ([x, y]) => [PAD + x * (WIDTH - 2 * PAD), HEIGHT - PAD - y * (HEIGHT - 2 * PAD)];

export function drawCurve(svg, key) {
  svg.replaceChildren();
  svg.setAttribute("aria-label", `The way to the next key: ${key.ease ?? "as the preset says"}`);
  const steps = key.curve.length - 1;
  const points = key.curve.map((progress, step) => place([step / steps, progress]).join(","));
  const path = make("path", { d: `M${points.join("L")}` }, svg);
  if (!key.handles) return;
  const handles = [key.handles.slice(0, 2), key.handles.slice(2)];
  const arms = [[0, 0], [1, 1]].map((end, index) => {
    const [x1, y1] = place(end);
    const [x2, y2] = place(handles[index]);
    return make("line", { class: "arm", x1, y1, x2, y2 }, svg);
  });
  const knobs = handles.map((handle, index) => {
    const [cx, cy] = place(handle);
    const knob = make("circle", { cx, cy, r: 6, tabindex: 0, role: "slider" }, svg);
    knob.setAttribute("aria-label", `Handle ${index + 1} of the curve`);
    knob.setAttribute("aria-valuetext", handle.join(", "));
    return knob;
  });
  const move = (index, point) => {
    handles[index] = point.map((value) => Math.round(100 * Math.min(Math.max(value, 0), 1)) / 100);
    const [x, y] = place(handles[index]);
    knobs[index].setAttribute("cx", x);
    knobs[index].setAttribute("cy", y);
    arms[index].setAttribute("x2", x);
    arms[index].setAttribute("y2", y);
    path.setAttribute("d", `M${place([0, 0])}C${place(handles[0])} ${place(handles[1])} ${place([1, 1])}`);
  };
  const write = () => setFields(key, { ease: `cubic-bezier(${handles.flat().join(", ")})` });
  knobs.forEach((knob, index) => listen(svg, knob, (point) => move(index, point), () => handles[index], write));
}

function listen(svg, knob, move, now, write) {
  let hasMoved = false;
  knob.addEventListener("pointerdown", (event) => {
    knob.setPointerCapture(event.pointerId);
    event.preventDefault();
    hasMoved = false;
  });
  knob.addEventListener("pointermove", (event) => {
    if (!knob.hasPointerCapture(event.pointerId)) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    hasMoved = true;
    move([(point.x - PAD) / (WIDTH - 2 * PAD), (HEIGHT - PAD - point.y) / (HEIGHT - 2 * PAD)]);
  });
  knob.addEventListener("pointerup", () => hasMoved && write());
  knob.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-0.05, 0], ArrowRight: [0.05, 0], ArrowUp: [0, 0.05], ArrowDown: [0, -0.05] }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    move([now()[0] + step[0], now()[1] + step[1]]);
    write();
  });
}
