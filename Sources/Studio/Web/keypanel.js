// The chosen key: time, hold, label and easing.

import { app, chosenKey, lane, on } from "./store.js";
import { addKey, setFields } from "./edits.js";
import { drawCurve, makeCurve } from "./easing.js";

const form = document.getElementById("key");
let shown = null; // the key that the form is of
let typed = null; // { id, value } of the field that was sent last
let kept = null; // the same when it was refused: it stays in its field to be put right

function field(name, value, write) {
  const input = document.createElement("input");
  Object.assign(input, { id: `key-${name}`, autocomplete: "off", spellcheck: false, placeholder: "none" });
  input.value = kept?.id === input.id ? kept.value : value ?? "";
  if (kept?.id === input.id) input.setAttribute("aria-invalid", "true");
  input.addEventListener("change", () => {
    typed = { id: input.id, value: input.value };
    write(input.value.trim());
  });
  return input;
}

function labelled(text, input, isWide = false) {
  const label = document.createElement("label");
  label.textContent = text;
  label.htmlFor = input.id || "key-ease";
  if (isWide) input.classList.add("wide");
  form.append(label, input);
}

function build() {
  const key = chosenKey();
  const focus = form.contains(document.activeElement) ? document.activeElement.id : null;
  // While a field is typed in, the form stays as it is.
  const isTyping = focus && document.activeElement.matches("input") && document.activeElement.value !== typed?.value;
  if (key && isTyping && shown?.number === key.number && !kept) {
    shown = key;
    drawCurve(document.getElementById("curve"), key);
    return;
  }
  shown = key;
  form.replaceChildren(document.createElement("h2"));
  if (key) fill(key);
  else offerKey();
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  kept = null;
}

function offerKey() {
  const isKeyed = lane()?.from === "keys";
  form.firstChild.textContent = isKeyed ? "No key at this frame" : "This lane has no keys";
  if (!isKeyed) return;
  const button = Object.assign(document.createElement("button"), {
    type: "button", textContent: "Set a key here", className: "whole" });
  button.addEventListener("click", () => addKey());
  form.append(button);
}

function fill(key) {
  form.firstChild.textContent = `Key ${key.number + 1} of ${lane().keys.length}`;
  const write = (fields) => setFields(key, fields);
  labelled("Time", field("time", key.time, (time) => time && write({ time })));
  labelled("Hold", field("hold", key.hold, (hold) => write({ hold: hold || null })));
  labelled("Label", field("label", key.label, (label) => write({ label: label || null })), true);
  const pair = document.createElement("div");
  pair.className = "pair";
  const text = field("ease", key.ease, (ease) => write({ ease: ease || null }));
  text.placeholder = "or any text";
  pair.append(easings(key, write), text);
  labelled("Ease", pair);
  drawCurve(makeCurve(form), key);
}

function easings(key, write) {
  const select = document.createElement("select");
  select.id = "key-easings";
  select.setAttribute("aria-label", "Easings");
  const names = app.scene.easings;
  select.append(new Option("default", ""), ...names.map((name) => new Option(name, name)));
  if (key.ease && !names.includes(key.ease)) select.append(new Option("own curve", key.ease));
  select.value = key.ease ?? "";
  select.addEventListener("change", () => write({ ease: select.value || null }));
  return select;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  document.activeElement.blur();
});
on("refused", () => (kept = typed));
on("scene", () => {
  if (app.scene) build();
  typed = null;
});
on("choice", () => app.scene && build());
