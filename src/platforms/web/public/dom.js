/**
 * Makes an element. Children that are strings become text, never markup; null and false are left out.
 * A property that is a function listens to the event of its name.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === false || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Gives the focus to the first of these that takes it: what is not there, or hidden, does not. */
export function focusFirst(ones, options) {
  ones.find((one) => {
    one?.focus(options);
    return one && one === document.activeElement;
  });
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  eye: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12Zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  check: "m4.5 12.5 5 5 10-11",
  cross: "m6 6 12 12M18 6 6 18",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13Z",
  bulb: "M9 18h6M10 21h4M8.5 15a6 6 0 1 1 7 0c-.6.5-1 1.200-1 2h-5c0-.8-.4-1.500-1-2Z",
  down: "M12 4v11m-5-4.500 5 5 5-5M5 20h14",
  bent: "M6 4v7a4 4 0 0 0 4 4h9m-4-4 4 4-4 4",
  out: "M14 5h5v5m0-5-8 8M10 6H5.500v12.500H18V14",
  flag: "M6 21V4h11l-2.500 4L17 12H6",
};

/** A line drawing beside a text that says the same. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
