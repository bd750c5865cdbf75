// Numbers as people read them.

export function percent(weight) {
  const value = 100 * weight;
  const isWhole = Math.abs(value - Math.round(value)) < 0.05;
  return `${isWhole ? Math.round(value) : value.toFixed(1)} %`;
}

export function mixture(weights) {
  return Object.entries(weights)
    .filter(([, weight]) => Math.abs(weight) >= 0.005)
    .map(([name, weight]) => `${name} ${Math.round(100 * weight)} %`)
    .join(" · ");
}

// 0:04.92, as on a player.
export function clock(seconds) {
  const hundredths = Math.round(seconds * 100);
  const minutes = Math.floor(hundredths / 6000);
  const rest = ((hundredths % 6000) / 100).toFixed(2).padStart(5, "0");
  return `${minutes}:${rest}`;
}

// 8.25 s, 1 min 20 s
export function duration(seconds) {
  if (seconds < 10) return `${Number(seconds.toFixed(2))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

export function bytes(count) {
  if (count < 1e6) return `${Math.max(1, Math.round(count / 1e3))} kB`;
  if (count < 1e9) return `${Math.round(count / 1e6)} MB`;
  return `${(count / 1e9).toFixed(1)} GB`;
}

export const fileName = (path) => path.split("/").at(-1);
