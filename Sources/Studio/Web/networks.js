// The networks of the preset, and those that ship to add from.

import { app, on } from "./store.js";
import { colour } from "./colours.js";
import { addNetwork } from "./edits.js";

const used = document.getElementById("used");
const palette = document.getElementById("palette");

function line(name, small) {
  const text = document.createElement("div");
  text.textContent = name;
  const more = document.createElement("small");
  more.textContent = small;
  text.append(more);
  return text;
}

function build() {
  used.replaceChildren(...app.scene.networks.map(({ name, source }, index) => {
    const item = document.createElement("li");
    const spot = document.createElement("i");
    spot.style.background = colour(index);
    item.append(spot, line(name, source));
    return item;
  }));
  const items = app.scene.palette.map(({ name, description }) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Add";
    button.setAttribute("aria-label", `Add ${name}`);
    button.addEventListener("click", () => addNetwork(name));
    item.append(line(name, description), button);
    return item;
  });
  if (!items.length) {
    const none = document.createElement("p");
    none.className = "dim";
    none.textContent = "No other network that ships fits these.";
    palette.replaceChildren(none);
  } else palette.replaceChildren(...items);
}

on("scene", build);
