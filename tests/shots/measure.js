/**
 * Put into a page to measure what stands in it: only the browser knows how wide words became. Everything is said as
 * a line of text, and nothing to say is none.
 */

/** What may go on sideways, and what stands in it. */
const SCROLLS = ".scrolls, pre, .table-frame, .completions";
/** What is pressed, chosen from, written into or looked at: none of them covers another. */
const SOLID = "button, .button, .select, select, input, textarea, img, svg.figure, .file";
/** Where markup stands as it was typed. */
const TYPED = "code, pre, .typed, .prefix, kbd";
const SLACK = 1;
/** A space at the end of a line hangs over its edge. */
const SPACE = 5;

const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
const isHidden = (one) => one.closest(".hidden, .skip, [hidden]") !== null;
const short = (text) => text.replace(/\s+/g, " ").trim().slice(0, 60);
const nameOf = (one) =>
  `${(one.closest(".shot") ?? one.closest("article"))?.id ?? ""} ${one.tagName.toLowerCase()}.${one.className} "${short(one.textContent)}"`;

const within = (root) => [...root.querySelectorAll("*")].filter((one) => isShown(one) && !isHidden(one));

function* textsIn(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (node.data.trim() !== "" && isShown(parent) && !isHidden(parent)) yield [node, parent];
  }
}

/** What is wider or higher than its box, so that some of it is cut off or scrolls. */
const clipped = (all) =>
  all
    .filter((one) => one.closest(SCROLLS) === null && getComputedStyle(one).display !== "inline")
    .filter((one) => {
      const { overflowX, overflowY } = getComputedStyle(one);
      const isWide = one.scrollWidth > one.clientWidth + SLACK && one.clientWidth > 0;
      const isHigh = overflowY === "hidden" && one.scrollHeight > one.clientHeight + SLACK;
      return (isWide && (overflowX !== "visible" || one.children.length === 0)) || isHigh;
    })
    .map((one) => `clipped: ${nameOf(one)} ${one.scrollWidth} > ${one.clientWidth}`);

/** The box that has to hold a text: the nearest that is not part of a line itself. */
function boxOf(one) {
  let box = one;
  while (getComputedStyle(box).display.startsWith("inline") && box.parentElement) box = box.parentElement;
  return box.getBoundingClientRect();
}

/** Texts that stand out of their box, or of the page. */
function outside(root) {
  const found = [];
  const page = document.documentElement.clientWidth;
  for (const [node, parent] of textsIn(root)) {
    if (parent.closest(SCROLLS) !== null) continue;
    const box = boxOf(parent);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      const isOut =
        rect.left < box.left - SPACE || rect.right > box.right + SPACE || rect.bottom > box.bottom + 4;
      if (isOut || rect.left < -SLACK || rect.right > page + SLACK) {
        found.push(`outside: ${nameOf(parent)} ${Math.round(rect.right)} > ${Math.round(box.right)}`);
        break;
      }
    }
  }
  return found;
}

const covers = (a, b) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK;

/** What is solid, and every line of text, with their boxes. */
function thingsIn(root) {
  const solid = [...root.querySelectorAll(SOLID)].filter(
    (one) => isShown(one) && !isHidden(one) && getComputedStyle(one).opacity !== "0",
  );
  const things = solid.map((one) => [one, one.getBoundingClientRect()]);
  for (const [node, parent] of textsIn(root)) {
    if (solid.some((one) => one.contains(parent)) || parent.closest(SCROLLS) !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // Lines of text are boxes of letters, which stand closer than their fonts are high.
    for (const { left, right, top, bottom } of range.getClientRects())
      things.push([
        parent,
        { left, right, top: top + (bottom - top) / 4, bottom: bottom - (bottom - top) / 4 },
      ]);
  }
  return things;
}

/** Things that cover each other. */
function overlapping(root) {
  const things = thingsIn(root);
  return things.flatMap(([one, box], i) =>
    things
      .slice(i + 1)
      .filter(([other]) => one !== other && !one.contains(other) && !other.contains(one))
      .filter(([, its]) => covers(box, its))
      .map(([other]) => `overlap: ${nameOf(one)} and ${nameOf(other)}`),
  );
}

/** Signs of markup that nobody set, of Discord, Slack and TeX, and of values that nobody put in. */
const RAW = [
  /\*\*|__[^_\s]|~~|```|`/,
  /\]\(https?:/,
  /<[!@#:t]/,
  /&(?:lt|gt|amp|quot);/,
  /(?:^|\n)(?:#{1,3}|-#|>) /,
  /\\[a-zA-Z]{2,}|[_^]\{|\$\$/,
  /(?:^|\s):[a-z_]+:(?:\s|$)/,
  /\{\w+\}|\[object |undefined|NaN/,
  /\\[*_~`|>#]/,
];

function raw(root) {
  const found = [];
  for (const [node, parent] of textsIn(root))
    if (parent.closest(TYPED) === null && RAW.some((sign) => sign.test(node.data)))
      found.push(`raw: ${nameOf(parent)} "${short(node.data)}"`);
  return found;
}

const SIZE = 24;
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
canvas.canvas.width = 3 * SIZE;
canvas.canvas.height = 2 * SIZE;
const drawn = new Map();

function pixels(sign, font) {
  const key = `${font} ${sign}`;
  if (drawn.has(key)) return drawn.get(key);
  canvas.clearRect(0, 0, 3 * SIZE, 2 * SIZE);
  canvas.font = `${SIZE}px ${font}`;
  canvas.fillText(sign, SIZE, SIZE * 1.4);
  const shown = canvas.getImageData(0, 0, 3 * SIZE, 2 * SIZE).data.join();
  drawn.set(key, shown);
  return shown;
}

/** A character that Unicode keeps free: whatever is drawn for it is the sign for a missing letter. */
const FREE = "\u0378";
const SILENT = /[\s\p{Cf}\p{Mn}\p{Mc}\p{Me}]/u;

/** Letters for which no font has a form. */
function tofu(root) {
  const found = new Set();
  for (const [node, parent] of textsIn(root)) {
    const { fontFamily } = getComputedStyle(parent);
    for (const sign of node.data)
      if (sign > "\u00ff" && !SILENT.test(sign) && pixels(sign, fontFamily) === pixels(FREE, fontFamily))
        found.add(`tofu: ${nameOf(parent)} ${sign} U+${sign.codePointAt(0).toString(16)}`);
  }
  return [...found];
}

globalThis.measure = {
  /** How many texts stand there: a measure of nothing proves nothing. */
  texts: () => [...textsIn(document.body)].length,
  /** All that is wrong on the page. */
  problems: () => {
    const all = within(document.body);
    const { scrollWidth, clientWidth } = document.documentElement;
    const parts = [...document.querySelectorAll(".shot, article")].filter(
      (one) => one.parentElement.closest(".shot, article") === null,
    );
    return [
      ...(scrollWidth > clientWidth ? [`page: ${scrollWidth} > ${clientWidth}`] : []),
      ...clipped(all),
      ...outside(document.body),
      ...parts.flatMap(overlapping),
      ...raw(document.body),
      ...tofu(document.body),
    ];
  },
  /** Labels that end before they are said. */
  cut: () =>
    within(document.body)
      .filter((one) => getComputedStyle(one).textOverflow === "ellipsis" && one.scrollWidth > one.clientWidth)
      .map(nameOf),
};
