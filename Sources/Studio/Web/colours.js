// A colour for each network, by its place in the preset.

const first = ["#e8936a", "#4f86d9", "#7fb069", "#d9cfb4", "#b779c9", "#e3b94b", "#4fb3ad", "#d8627f"];

export function colour(index) {
  // Beyond the list, hues as far apart as the golden angle.
  return first[index] ?? `hsl(${(index * 137.508) % 360} 50% 60%)`;
}
