// What a render makes and takes, the render itself, and what came of it.

import { app, on } from "./store.js";
import { handle, send } from "./connection.js";
import { moving } from "./frame.js";
import { say } from "./messages.js";
import { bytes, duration } from "./words.js";

const plan = document.getElementById("plan");
const button = document.getElementById("render");
const dialog = document.getElementById("render-dialog");
let timer = null;
let estimate = null;
let isRendering = false;

function showPlan() {
  if (!app.scene) return;
  const { frames, framesPerSecond } = app.scene;
  const parts = [frames === 1 ? "1 frame" : `${frames} frames`, `${Number((frames / framesPerSecond).toFixed(2))} s`];
  if (estimate) {
    const { inferences, seconds } = estimate;
    parts.push(inferences === 1 ? "1 inference" : `${inferences} inferences`,
      seconds < 1 ? duration(seconds) : `about ${duration(seconds)}`,
      `${bytes(estimate.memory)} of memory`, `${bytes(estimate.disk)} on disk`);
  }
  plan.textContent = parts.join(" · ");
  plan.title = `${plan.textContent} → ${app.scene.outputs.join(", ") || "no output"}`;
  plan.classList.toggle("old", estimate?.revision !== app.state.revision);
  button.disabled = app.state.problems.length > 0 || !app.scene.outputs.length;
}

on("state", () => {
  showPlan();
  clearTimeout(timer);
  if (!app.state.problems.length) timer = setTimeout(askForEstimate, 1200);
});
// Not while something moves: it takes both from the same processor.
function askForEstimate() {
  if (app.isDragging || moving.isPlaying) timer = setTimeout(askForEstimate, 500);
  else send({ type: "estimate" });
}

handle("estimate", (message) => {
  estimate = message;
  showPlan();
});

function element(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...properties });
}

function closeButton(text = "Close") {
  return element("button", text, { type: "button", onclick: () => dialog.close() });
}

function fill(title, ...content) {
  dialog.replaceChildren(element("h2", title), ...content);
  // While it renders, the page can be used; what came of it is to be looked at.
  if (dialog.open) dialog.close();
  if (isRendering) dialog.show();
  else dialog.showModal();
}

function row(...content) {
  const line = element("div", "", { className: "row" });
  line.append(...content);
  return line;
}

function start(overwrite = false) {
  if (!send({ type: "render", overwrite })) return;
  isRendering = true;
  const bar = element("progress", "", { id: "render-progress", max: 1, value: 0 });
  bar.setAttribute("aria-label", "Progress of the render");
  const words = element("p", "Starting…", { id: "render-words" });
  const cancel = element("button", "Cancel", { id: "render-cancel", type: "button" });
  cancel.addEventListener("click", () => {
    cancel.disabled = true;
    words.textContent = "Stopping…";
    send({ type: "cancel" });
  });
  fill("Rendering", bar, words, row(cancel));
}

button.addEventListener("click", () => start());
// A render goes on until it is cancelled, whatever happens to the dialog.
dialog.addEventListener("cancel", (event) => isRendering && event.preventDefault());

handle("progress", ({ frames, of, perSecond, secondsLeft }) => {
  const bar = document.getElementById("render-progress");
  if (!bar || !isRendering) return;
  bar.max = of;
  bar.value = frames;
  const left = secondsLeft === undefined ? "" : ` · ${duration(secondsLeft)} left`;
  document.getElementById("render-words").textContent = frames === of
    ? `${frames} frames · finishing` : `${frames} of ${of} frames · ${perSecond.toFixed(1)} a second${left}`;
});
handle("rendered", ({ seconds, outputs }) => {
  isRendering = false;
  const first = outputs.find(({ kind }) => kind !== "sequence");
  const content = [];
  if (first) {
    const address = `./output/${first.index}?${Date.now()}`;
    const shown = first.kind === "video"
      ? element("video", "", { src: address, controls: true, loop: true, autoplay: true, muted: true })
      : element("img", "", { src: address, alt: "The result" });
    content.push(shown);
  }
  const list = element("ul", "");
  list.append(...outputs.map(({ path }) => element("li", path)));
  fill(`Rendered in ${duration(seconds)}`, ...content, list, row(closeButton()));
});
handle("stopped", () => {
  isRendering = false;
  dialog.close();
  say("The render was cancelled. What it has made so far is used again by the next one.");
});
handle("failed", ({ message, exists }) => {
  isRendering = false;
  const again = element("button", "Replace it", { type: "button", className: "primary" });
  again.addEventListener("click", () => start(true));
  fill("Not rendered", element("p", message), row(...(exists ? [again] : []), closeButton()));
});
on("connection", () => {
  if (!isRendering) return;
  isRendering = false;
  dialog.close();
});
