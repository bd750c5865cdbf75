// Exact weights: a slider and a number for each network.  Moving one scales the others, so that the sum stays 1.

import { app, emit, lane, on, shownWeights } from "./store.js";
import { colour } from "./colours.js";
import { writeMixture } from "./edits.js";

const box = document.getElementById("sliders");
let rows = [];
let built = null; // the names that the rows are of

function build() {
  const names = app.scene.networks.map(({ name }) => name).join("\n");
  // The same rows keep the focus.
  if (names === built) return show();
  built = names;
  rows = app.scene.networks.map(({ name }, index) => {
    const row = document.createElement("div");
    row.className = "weight";
    const label = document.createElement("label");
    label.textContent = name;
    label.title = name;
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0, max: 100, step: 0.1, id: `weight-${index}` });
    slider.style.setProperty("--colour", colour(index));
    label.htmlFor = slider.id;
    const number = document.createElement("input");
    Object.assign(number, { type: "number", min: 0, max: 100, step: 0.1 });
    number.setAttribute("aria-label", `Weight of ${name}, percent`);
    for (const input of [slider, number]) {
      input.addEventListener("input", () => input.value !== "" && set(name, Number(input.value) / 100, input));
      input.addEventListener("change", () => {
        app.isDragging = false;
        if (app.mixture && input.value !== "") writeMixture();
        else show();
      });
    }
    row.append(label, slider, number);
    return { name, row, slider, number };
  });
  box.replaceChildren(...rows.map(({ row }) => row));
  if (rows.length < 2) {
    box.textContent = "One network alone: add another one under Networks to mix them.";
    rows = [];
  }
  show();
}

function set(name, weight, from) {
  if (!Number.isFinite(weight)) return;
  const before = shownWeights();
  const share = Math.min(Math.max(weight, 0), 1);
  const others = rows.filter((row) => row.name !== name);
  const rest = others.reduce((sum, row) => sum + Math.max(before[row.name] ?? 0, 0), 0);
  const weights = { [name]: share };
  for (const row of others) {
    weights[row.name] = rest > 1e-9
      ? ((1 - share) * Math.max(before[row.name] ?? 0, 0)) / rest : (1 - share) / others.length;
  }
  app.mixture = weights;
  app.isDragging = true;
  show(from);
  emit("mixture");
}

function show(except = null) {
  const weights = shownWeights();
  const isFixed = lane()?.from !== "keys";
  for (const { name, slider, number } of rows) {
    const percent = 100 * (weights[name] ?? 0);
    if (slider !== except) slider.value = percent;
    slider.style.setProperty("--share", `${percent}%`);
    if (number !== except && document.activeElement !== number) number.value = Number(percent.toFixed(1));
    slider.disabled = number.disabled = isFixed;
    slider.setAttribute("aria-valuetext", `${percent.toFixed(1)} percent`);
  }
}

on("scene", build);
on("frame choice mixture", () => show());
