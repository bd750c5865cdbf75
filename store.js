// What the page knows, and who hears when it changes.

export const app = {
  state: null, // the last `state` message
  scene: null, // of the last preset without mistakes
  frame: 0, // where the play head is
  lane: 0, // whose keys and mixture are shown
  key: null, // the number of the key at the play head in that lane
  mixture: null, // weights by name while they are changed and not yet written
  isPlaying: false,
};

const listeners = new Map();

// Calls a function after every change of one of these: state, scene, frame, choice (lane or key), mixture, playing,
// connection.
export function on(topics, listener) {
  for (const topic of topics.split(" ")) {
    if (!listeners.has(topic)) listeners.set(topic, []);
    listeners.get(topic).push(listener);
  }
}

export function emit(topic) {
  for (const listener of listeners.get(topic) ?? []) listener();
}

export const lane = () => app.scene?.lanes[app.lane] ?? null;
export const lastFrame = () => (app.scene?.frames ?? 1) - 1;
export const isKeyed = () => lane()?.from === "keys";

export const chosenKey = () => lane()?.keys.find((key) => key.number === app.key) ?? null;

// A key after the last frame, as at the end of a loop, is shown at the last one.
export const frameOf = (key) => Math.min(Math.max(key.frame, 0), lastFrame());

// The key at the play head; of several the one that is chosen already.
function keyAtHead() {
  const keys = lane()?.keys.filter((key) => frameOf(key) === app.frame) ?? [];
  return keys.find((key) => key.number === app.key) ?? keys[0] ?? null;
}

export function setFrame(frame) {
  const next = Math.min(Math.max(Math.round(frame), 0), lastFrame());
  if (next === app.frame) return;
  app.frame = next;
  emit("frame");
  chooseAtHead();
}

export function chooseAtHead() {
  const number = keyAtHead()?.number ?? null;
  if (number === app.key) return;
  app.key = number;
  emit("choice");
}

export function chooseLane(number) {
  if (number === app.lane) return;
  app.lane = number;
  app.key = null;
  app.key = keyAtHead()?.number ?? null;
  emit("choice");
}

export function chooseKey(laneNumber, key) {
  app.lane = laneNumber;
  app.key = key.number;
  emit("choice");
  setFrame(frameOf(key));
}

// The weights of a lane at a frame, by name: as its key has them, else between the samples.
export function weightsAt(which, frame) {
  const key = which.from === "keys" && which.keys.find((key) => key.frame === frame);
  const { samples } = which;
  let next = samples.findIndex((sample) => sample >= frame);
  if (next < 0) next = samples.length - 1;
  const before = samples[next] > frame && next > 0 ? next - 1 : next;
  const span = samples[next] - samples[before];
  const share = span > 0 ? (frame - samples[before]) / span : 0;
  return Object.fromEntries(app.scene.networks.map(({ name }, index) => {
    if (key) return [name, key.weights[name] ?? 0];
    const row = which.weights[index];
    return [name, row[before] * (1 - share) + row[next] * share];
  }));
}

// What the simplex and the sliders show: what is being changed, or the path's mixture.
export function shownWeights() {
  if (app.mixture) return app.mixture;
  const which = lane();
  return which ? weightsAt(which, app.frame) : {};
}
