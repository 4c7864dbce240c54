/**
 * Put into every page before its own code: what the tests want to know of how it looks, since only the
 * browser can tell.
 */
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** A colour in any CSS notation as red, green, blue (0 to 255) and opacity (0 to 1). */
function parse(css) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = css;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}

function over([r, g, b, a], [x, y, z]) {
  return [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
}

function behind(one) {
  if (one === null) return [255, 255, 255, 1];
  const own = parse(getComputedStyle(one).backgroundColor);
  return own[3] === 1 ? own : over(own, behind(one.parentElement));
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color) {
  const [r, g, b] = color
    .slice(0, 3)
    .map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one) {
  const back = behind(one);
  const text = over(parse(getComputedStyle(one).color), back);
  const [dark, light] = [luminance(text), luminance(back)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** 3 to 1 for large text, 4.5 to 1 for the rest: WCAG 2.2, success criterion 1.4.3. */
function wanted(one) {
  const { fontSize, fontWeight } = getComputedStyle(one);
  const size = Number.parseFloat(fontSize);
  return size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
}

const isShown = (one) => one.getClientRects().length > 0;
const holdsText = (one) =>
  [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "");

globalThis.look = {
  /** Pixels by which the page is higher than its window, and by which it is scrolled. */
  beyond: () => [document.documentElement.scrollHeight - window.innerHeight, window.scrollY],
  /** Texts with too little contrast to what is behind them. */
  faint: () =>
    [...document.querySelectorAll("body *")]
      .filter((one) => isShown(one) && holdsText(one) && one.closest(".hidden, .skip, :disabled") === null)
      .filter((one) => contrast(one) < wanted(one))
      .map((one) => `${contrast(one).toFixed(2)}: ${one.textContent.trim().slice(0, 40)}`),
  /** How many texts `faint` looks at: a check of nothing proves nothing. */
  texts: () =>
    [...document.querySelectorAll("body *")].filter((one) => isShown(one) && holdsText(one)).length,
  /** What scrolls sideways. Code may. */
  wide: () =>
    [
      document.documentElement,
      ...document.querySelectorAll("main, .stream, .card, .side, .composer, .dialog"),
    ]
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => `${one.tagName}.${one.className}: ${one.scrollWidth} > ${one.clientWidth}`),
  /** How often a page says what it is: first headings that are shown. */
  firsts: () => [...document.querySelectorAll("h1")].filter(isShown).map((one) => one.textContent),
  /** What is pressed and has no name, or one in which the text on it does not occur: voices call it by that. */
  misnamed: () =>
    [...document.querySelectorAll("button, a[href], summary")]
      .filter(isShown)
      .filter((one) => {
        const label = one.getAttribute("aria-label");
        const silent = [...one.querySelectorAll("[aria-hidden], .hidden")].map((part) => part.textContent);
        const all = one.textContent.trim();
        const shown =
          label === null ? all : silent.reduce((text, part) => text.replace(part, ""), all).trim();
        const name = (label ?? shown).toLowerCase();
        return name === "" || !name.includes(shown.toLowerCase());
      })
      .map((one) => one.outerHTML.slice(0, 160)),
  /** Ids that occur twice. */
  twice: () => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    return ids.filter((id, i) => ids.indexOf(id) !== i);
  },
  /** What scrolls and goes on after the end of what is shown in it: nothing hidden from sight may do that. */
  trailing: () =>
    [...document.querySelectorAll(".stream, .side, .corner")].filter(isShown).flatMap((one) => {
      const bottoms = [...one.querySelectorAll("*")]
        .filter((inner) => isShown(inner) && inner.closest(".hidden") === null)
        .map((inner) => inner.getBoundingClientRect().bottom);
      const end = one.getBoundingClientRect().top + one.scrollHeight - one.scrollTop;
      const beyond = end - Math.max(...bottoms) - Number.parseFloat(getComputedStyle(one).paddingBlockEnd);
      const isLonger = one.scrollHeight > one.clientHeight + 1 && beyond > 24;
      return isLonger ? [`${one.className}: ${Math.round(beyond)}`] : [];
    }),
  /** What is to be pressed and smaller than this, in CSS pixels. */
  small: (selector, least) =>
    [...document.querySelectorAll(selector)]
      .filter(isShown)
      .map((one) => [one.className, one.getBoundingClientRect()])
      .filter(([, box]) => box.width < least || box.height < least)
      .map(([name, box]) => `${name}: ${box.width} by ${box.height}`),
  /** Where the focus is: an id, a letter of an option, a value, or the text. */
  focus: () => {
    const one = document.activeElement;
    if (one.tagName === "ARTICLE") return one.id;
    return one.querySelector(".letter")?.textContent ?? (one.id || one.value || one.textContent);
  },
  /** Whether one can see where the focus is. */
  outlined: () => getComputedStyle(document.activeElement).outlineStyle !== "none",
  moving: () => document.getAnimations().length,
};
