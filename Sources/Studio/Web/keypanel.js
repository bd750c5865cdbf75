// The chosen key: time, label, hold and easing, with the curve drawn and two handles.

import { app, chosenKey, lane, on } from "./store.js";
import { addKey, setFields } from "./edits.js";

const form = document.getElementById("key");
const WIDTH = 300;
const HEIGHT = 84;
const PAD = 14;
let shown = null;

function field(name, text, value, change) {
  const label = document.createElement("label");
  label.textContent = text;
  label.htmlFor = `key-${name}`;
  const input = document.createElement("input");
  Object.assign(input, { id: `key-${name}`, value: value ?? "", autocomplete: "off", spellcheck: false });
  input.addEventListener("change", () => change(input.value.trim()));
  form.append(label, input);
  return input;
}

function build() {
  const key = chosenKey();
  // While a field is typed in, the form stays as it is.
  if (key && shown?.number === key.number && form.contains(document.activeElement)
    && document.activeElement.matches("input:not([readonly])")) {
    shown = key;
    drawCurve(key);
    return;
  }
  shown = key;
  form.replaceChildren();
  const title = document.createElement("h2");
  form.append(title);
  if (!key) {
    title.textContent = lane()?.from === "keys" ? "No key at this frame" : "This lane has no keys";
    if (lane()?.from === "keys") {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "wide";
      button.textContent = "Set a key here";
      button.addEventListener("click", () => addKey());
      form.append(document.createElement("span"), button);
    }
    return;
  }
  title.textContent = `Key ${key.number + 1} of ${lane().keys.length}`;
  const write = (fields) => setFields(key, fields);
  field("time", "Time", key.time, (time) => time && write({ time }));
  field("hold", "Hold", key.hold, (hold) => write({ hold: hold || null })).placeholder = "none";
  const name = field("label", "Label", key.label, (label) => write({ label: label || null }));
  name.placeholder = "none";
  name.className = "wide";
  easing(key, write);
}

function easing(key, write) {
  const label = document.createElement("label");
  label.textContent = "Ease";
  label.htmlFor = "key-ease";
  const pair = document.createElement("div");
  pair.className = "pair";
  const select = document.createElement("select");
  select.setAttribute("aria-label", "Easings");
  const names = app.scene.easings;
  select.append(new Option("default", ""), ...names.map((name) => new Option(name, name)));
  const isNamed = !key.ease || names.includes(key.ease);
  if (!isNamed) select.append(new Option("own curve", key.ease));
  select.value = key.ease ?? "";
  select.addEventListener("change", () => write({ ease: select.value || null }));
  const text = document.createElement("input");
  Object.assign(text, { id: "key-ease", value: key.ease ?? "", placeholder: "or any text", spellcheck: false });
  text.addEventListener("change", () => write({ ease: text.value.trim() || null }));
  pair.append(select, text);
  form.append(label, pair);
  const svg = make("svg", { id: "curve", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" }, form);
  svg.setAttribute("aria-label", `The way to the next key: ${key.ease ?? "as the preset says"}`);
  drawCurve(key);
}

function make(tag, attributes, parent) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}

const place = ([x, y]) => [PAD + x * (WIDTH - 2 * PAD), HEIGHT - PAD - y * (HEIGHT - 2 * PAD)];

function drawCurve(key) {
  const svg = document.getElementById("curve");
  if (!svg) return;
  svg.replaceChildren();
  const steps = key.curve.length - 1;
  const points = key.curve.map((progress, step) => place([step / steps, progress]).join(","));
  const path = make("path", { d: `M${points.join("L")}` }, svg);
  const handles = controls(key.ease);
  if (!handles) return;
  const arms = [[0, 0], [1, 1]].map((end, index) => {
    const [x1, y1] = place(end);
    const [x2, y2] = place(handles[index]);
    return make("line", { class: "arm", x1, y1, x2, y2 }, svg);
  });
  handles.forEach((handle, index) => {
    const [cx, cy] = place(handle);
    const knob = make("circle", { cx, cy, r: 7, tabindex: 0, role: "slider" }, svg);
    knob.setAttribute("aria-label", `Handle ${index + 1} of the curve`);
    knob.setAttribute("aria-valuetext", handle.join(", "));
    const move = (point) => {
      handles[index] = [Math.min(Math.max(point[0], 0), 1), Math.min(Math.max(point[1], 0), 1)]
        .map((value) => Math.round(100 * value) / 100);
      const [x, y] = place(handles[index]);
      knob.setAttribute("cx", x);
      knob.setAttribute("cy", y);
      arms[index].setAttribute("x2", x);
      arms[index].setAttribute("y2", y);
      path.setAttribute("d", `M${place([0, 0])}C${place(handles[0])} ${place(handles[1])} ${place([1, 1])}`);
    };
    const write = () => setFields(key, { ease: `cubic-bezier(${handles.flat().join(", ")})` });
    knob.addEventListener("pointerdown", (event) => {
      knob.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    knob.addEventListener("pointermove", (event) => {
      if (!knob.hasPointerCapture(event.pointerId)) return;
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      move([(point.x - PAD) / (WIDTH - 2 * PAD), (HEIGHT - PAD - point.y) / (HEIGHT - 2 * PAD)]);
    });
    knob.addEventListener("pointerup", write);
    knob.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-0.05, 0], ArrowRight: [0.05, 0], ArrowUp: [0, 0.05], ArrowDown: [0, -0.05] }[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      move([handles[index][0] + step[0], handles[index][1] + step[1]]);
      write();
    });
  });
}

// The handles of a curve that is a cubic Bézier; of a straight way those that leave it straight.  CSS Easing 1,
// section 2.3, names the four.
function controls(ease) {
  const named = {
    linear: [[0.33, 0.33], [0.67, 0.67]], ease: [[0.25, 0.1], [0.25, 1]], "ease-in": [[0.42, 0], [1, 1]],
    "ease-out": [[0, 0], [0.58, 1]], "ease-in-out": [[0.42, 0], [0.58, 1]],
  };
  if (!ease) return named.linear;
  if (named[ease]) return named[ease];
  const numbers = ease.match(/^cubic-bezier\((.*)\)$/)?.[1].split(",").map(Number);
  return numbers?.length === 4 && numbers.every(Number.isFinite)
    ? [numbers.slice(0, 2), numbers.slice(2)] : null;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  document.activeElement.blur();
});
on("scene choice", () => app.scene && build());
