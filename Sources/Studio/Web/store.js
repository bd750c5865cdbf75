// What the page knows, and who hears when it changes.

export const app = {
  state: null, // the last `state` message
  scene: null, // of the last preset without mistakes
  frame: 0, // where the play head stands
  lane: 0, // whose keys and mixture are shown
  key: null, // the number of the chosen key in that lane
  mixture: null, // weights by name while they are dragged
  isDragging: false, // whether the pointer holds a key or a mixture
  followed: null, // the number of a key that the play head goes with, once it is moved
  refusedImage: null, // the id of an image that cannot be had
};

const listeners = new Map();

// Calls a function after every change of a topic: state, scene, frame, choice, mixture, connection, refused.
export function on(topics, listener) {
  for (const topic of topics.split(" ")) {
    if (!listeners.has(topic)) listeners.set(topic, []);
    listeners.get(topic).push(listener);
  }
}

export function emit(topic) {
  for (const listener of listeners.get(topic) ?? []) listener();
}

export function lane() {
  return app.scene?.lanes[app.lane] ?? null;
}

export function chosenKey() {
  return lane()?.keys.find((key) => key.number === app.key) ?? null;
}

export function setFrame(frame) {
  const last = (app.scene?.frames ?? 1) - 1;
  const next = Math.min(Math.max(Math.round(frame), 0), last);
  if (next === app.frame) return;
  app.frame = next;
  const key = lane()?.keys.find((key) => key.frame === next);
  if ((key?.number ?? null) !== app.key) {
    app.key = key?.number ?? null;
    emit("choice");
  }
  emit("frame");
}

export function choose(laneNumber, keyNumber) {
  app.lane = laneNumber;
  app.key = keyNumber;
  emit("choice");
  const key = chosenKey();
  if (key) setFrame(key.frame);
}

// The weights of a lane at a frame, by name.
export function weightsAt(which, frame) {
  const weights = {};
  const samples = which.samples;
  let next = samples.findIndex((sample) => sample >= frame);
  if (next < 0) next = samples.length - 1;
  const before = Math.max(0, samples[next] === frame ? next : next - 1);
  const span = samples[next] - samples[before];
  const share = span > 0 ? (frame - samples[before]) / span : 0;
  app.scene.networks.forEach((network, index) => {
    const row = which.weights[index];
    weights[network.name] = row[before] * (1 - share) + row[next] * share;
  });
  return weights;
}

// What the simplex and the sliders show: what is dragged, or the path's mixture.
export function shownWeights() {
  if (app.mixture) return app.mixture;
  const which = lane();
  return which ? weightsAt(which, app.frame) : {};
}

export function describe(weights) {
  return app.scene.networks
    .filter((network) => Math.abs(weights[network.name] ?? 0) >= 0.005)
    .map((network) => `${network.name} ${Math.round(100 * weights[network.name])} %`)
    .join("  ");
}
