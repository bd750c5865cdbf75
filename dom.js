// Small helpers to make elements.

const SVG = "http://www.w3.org/2000/svg";

// An HTML element with properties, such as {className: "row", textContent: "…"}, and children.
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

// An SVG element with attributes.
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const icon = (name) => draw("svg", {}, draw("use", { href: `icons.svg#${name}` }));

// As many children as there are values, made where they are missing and removed where they are too many, so that
// what has the focus or is dragged keeps it.
export function match(parent, elements, values, create, update) {
  while (elements.length > values.length) elements.pop().remove();
  values.forEach((value, index) => {
    if (!elements[index]) {
      elements[index] = create(index);
      parent.append(elements[index]);
    }
    update(elements[index], value, index);
  });
}
