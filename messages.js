// Short lines over the page that go by themselves.

import { make } from "./dom.js";

const box = document.getElementById("messages");

export function say(text, isWrong = false) {
  for (const old of [...box.children]) if (old.textContent === text) old.remove();
  const line = make("div", { textContent: text, className: isWrong ? "wrong" : "" });
  line.addEventListener("click", () => line.remove());
  box.append(line);
  while (box.children.length > 3) box.firstChild.remove();
  setTimeout(() => line.remove(), isWrong ? 9000 : 4000);
}
