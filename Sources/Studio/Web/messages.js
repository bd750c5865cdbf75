// Short lines over the page that go by themselves.

const box = document.getElementById("messages");

export function say(text, isWrong = false) {
  for (const old of box.children) if (old.textContent === text) old.remove();
  const line = document.createElement("div");
  line.textContent = text;
  if (isWrong) line.className = "wrong";
  box.append(line);
  while (box.children.length > 3) box.firstChild.remove();
  setTimeout(() => line.remove(), isWrong ? 8000 : 4000);
}
