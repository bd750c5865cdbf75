// A colour for each network, by its place in the preset.

const first = [
  "#e8936a", "#4f86d9", "#7fb069", "#d9cfb4", "#b279cf", "#e6bd45", "#45b3ac", "#d9607f",
];

export function colour(index) {
  // Beyond the list, hues as far apart as the golden angle.
  return first[index] ?? `hsl(${Math.round((index * 137.508) % 360)} 52% 62%)`;
}
