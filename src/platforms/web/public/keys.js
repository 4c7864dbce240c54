import { isIdle } from "./composer.js";
import { byId } from "./dom.js";

/** Keys that work wherever nothing is being written, and where the focus goes. */

/** Where the browser remembers that they are switched off. */
const SWITCH = "dlq.single-keys";
const OFF = "off";

const LETTERS = "abcdef";
/** Where letters are written. */
const WRITTEN = ["input[type=text]", "textarea", "select"].join();
/** Where keys have a meaning of their own. */
const FIELDS = ["input", "textarea", "select", "dialog", ":popover-open"].join();

/** The options of the newest question that can be answered by a press. */
const newest = () =>
  [...document.querySelectorAll("#messages .options:has(button.option)")]
    .at(-1)
    ?.querySelectorAll("button.option");

function isInSight(one) {
  const frame = byId("stream").getBoundingClientRect();
  const { top, bottom } = one.getBoundingClientRect();
  return bottom > frame.top && top < frame.bottom;
}

/** Answers; where the question is out of sight, it is shown first: nobody answers what they do not see. */
function answer(option) {
  const isThere = option.closest("article").contains(document.activeElement);
  const isSeen = isThere || isInSight(option);
  option.focus();
  if (isSeen) option.click();
}

/** A browser may keep nothing: then the keys are on with every visit. */
function remembered() {
  try {
    return localStorage.getItem(SWITCH);
  } catch {
    return null;
  }
}

function remember(isOn) {
  try {
    if (isOn) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, OFF);
  } catch {
    // It holds until the page is left.
  }
}

/** Who speaks to the machine, or hits keys by chance, switches them off (WCAG 2.2, success criterion 2.1.4). */
function startSwitch() {
  const box = byId("single-keys");
  const show = () => {
    byId("single-hint").hidden = !box.checked;
  };
  box.checked = remembered() !== OFF;
  box.addEventListener("change", () => {
    remember(box.checked);
    show();
  });
  show();
}

function onKey(event) {
  if (!byId("single-keys").checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest(FIELDS) !== null) return;
  if (event.key === "/" && !byId("composer").hidden) {
    event.preventDefault();
    byId("line").focus();
    return;
  }
  const index = event.key.length === 1 ? LETTERS.indexOf(event.key.toLowerCase()) : -1;
  const option = newest()?.[index];
  if (option === undefined) return;
  event.preventDefault();
  answer(option);
}

/** What came last while a form stood over the page: it may be what came of that form. */
let held = null;

/** What was there before a form was handed in did not come of it. */
export function expectNothing() {
  held = null;
}

/** The focus goes on to what came of a form, which may be there before the form is out of the way. */
export function followHeld() {
  if (held !== null) follow(held);
}

/**
 * The focus goes on to what came of a press or a line, where there is something to press in it. Whoever is
 * writing is left alone; out of the empty command line it goes to a question alone, which letters answer.
 */
export function follow(id) {
  if (byId("dialog").open) {
    held = id;
    return;
  }
  const card = byId(id)?.querySelector(":scope > .card");
  const active = document.activeElement;
  if (!card || document.querySelector(":popover-open") !== null) return;
  const isWriting = active.matches(WRITTEN);
  if (isWriting && !(active === byId("line") && isIdle())) return;
  if (card.querySelector(isWriting ? "button.option" : "button, input") === null) return;
  byId(id).focus({ preventScroll: true });
}

export function startKeys() {
  startSwitch();
  document.addEventListener("keydown", onKey);
}
