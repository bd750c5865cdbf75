// A picture or film that is dropped on the page, or chosen, becomes the input.

import { say } from "./messages.js";

const shade = document.getElementById("drop");
let depth = 0;

const hasFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

addEventListener("dragenter", (event) => {
  if (!hasFile(event)) return;
  depth += 1;
  shade.hidden = false;
});
addEventListener("dragleave", () => {
  depth = Math.max(0, depth - 1);
  shade.hidden = depth === 0;
});
addEventListener("dragover", (event) => hasFile(event) && event.preventDefault());
addEventListener("drop", (event) => {
  depth = 0;
  shade.hidden = true;
  const [file] = event.dataTransfer?.files ?? [];
  if (!file) return;
  event.preventDefault();
  upload(file);
});

const chooser = document.getElementById("input-file");
document.getElementById("choose-input").addEventListener("click", () => chooser.click());
chooser.addEventListener("change", () => {
  if (chooser.files[0]) upload(chooser.files[0]);
  chooser.value = "";
});

// Of the whole file, so that how far it is can be shown.
function upload(file) {
  const request = new XMLHttpRequest();
  request.open("POST", `./input?name=${encodeURIComponent(file.name)}`);
  request.upload.onprogress = ({ loaded, total }) => {
    if (loaded < total) say(`${file.name}: ${Math.round((100 * loaded) / total)} % stored`);
  };
  request.onload = () => {
    if (request.status === 200) say(`${file.name} is the input now.`);
    else say(request.responseText || `${file.name} could not be stored.`, true);
  };
  request.onerror = () => say(`${file.name} could not be stored: the program did not take it.`, true);
  request.send(file);
}
