// What is drawn along the time line: the weights as stacked areas, the pace, and the sound's wave form.

import { colour } from "./colours.js";

function prepared(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  const context = canvas.getContext("2d");
  context.scale(devicePixelRatio, devicePixelRatio);
  context.fillStyle = context.strokeStyle = getComputedStyle(canvas).color;
  return { context, width, height };
}

export function paintWeights(canvas, lane, last) {
  const { context, width, height } = prepared(canvas);
  if (!width) return;
  const x = lane.samples.map((frame) => (width * frame) / last);
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

export function paintPace(canvas, points, last) {
  const { context, width, height } = prepared(canvas);
  const highest = Math.max(...points.map(([, change]) => change), 1);
  context.lineWidth = 1.5;
  context.beginPath();
  for (const [frame, change] of points) {
    context.lineTo((width * frame) / last, height - 2 - ((height - 4) * change) / highest);
  }
  context.stroke();
}

export function paintWave(canvas, peaks) {
  const { context, width, height } = prepared(canvas);
  const step = width / peaks.length;
  peaks.forEach((peak, index) => {
    const tall = Math.max(1, height * peak);
    context.fillRect(index * step, (height - tall) / 2, Math.max(step, 0.5), tall);
  });
}
