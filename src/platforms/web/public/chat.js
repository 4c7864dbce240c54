import { byId, el, focusFirst } from "./dom.js";
import { messageNode } from "./message.js";

const stream = byId("stream");
const list = byId("messages");

/** Every message that this member sees, in order, by id; and those put away by hand. */
const messages = new Map();
const dismissed = new Set();

/** How near to the end of the stream counts as being there, in pixels. */
const NEAR = 120;
/** Room left around what is brought into sight, in pixels. */
const MARGIN = 14;
/** For how long a question or result that was brought into sight stays there, in milliseconds. */
const HOLD = 2_500;
let heldUntil = 0;
/** The member whose page this is, and what they answered, by round. */
let reader = "";
let own = {};

const top = (message) => messages.get(message.thread) ?? message;
const threadOf = (id) => [...messages.values()].filter(({ thread }) => thread === id);

export const messageOf = (id) => messages.get(id);

/** Messages of a channel that stand in its stream. */
export function inChannel(channel) {
  return [...messages.values()].filter(
    (message) => message.channel === channel && message.thread === null && !dismissed.has(message.id),
  );
}

/** What of an element is kept when it is drawn again: the focus and which details are open. */
export function keep(node) {
  const active = node.contains(document.activeElement) ? document.activeElement : null;
  const data = active === null ? [] : Object.entries(active.dataset);
  const alike = (root) =>
    [...root.querySelectorAll(active.tagName)].filter((one) =>
      data.every(([name, value]) => one.dataset[name] === value),
    );
  const at = active === null ? -1 : alike(node).indexOf(active);
  const opened = [...node.querySelectorAll("details")].map((details) => details.open);
  return (fresh) => {
    [...fresh.querySelectorAll("details")].forEach((details, i) => {
      details.open = opened[i] ?? false;
    });
    if (active === null) return;
    if (active.tagName === "ARTICLE") return byId(active.id)?.focus({ preventScroll: true });
    const same = alike(fresh)[at];
    // Not the button that hides the message: whoever presses twice would see nothing of what came.
    const next = fresh.querySelector("button:not([data-dismiss]), summary, a");
    const card = byId(active.closest("article")?.id);
    focusFirst([same, next, card, byId("line"), stream], { preventScroll: true });
  };
}

function draw(message) {
  const item = document.querySelector(`li[data-message="${message.id}"]`);
  const fresh = messageNode(message, threadOf(message.id), { me: reader, own });
  if (item === null) {
    list.append(el("li", { "data-message": message.id }, fresh));
    return fresh;
  }
  const restore = keep(item);
  item.replaceChildren(fresh);
  restore(fresh);
  return fresh;
}

const reduced = matchMedia("(prefers-reduced-motion: reduce)");
const gently = () => (reduced.matches ? "instant" : "smooth");

/** Brings a message into sight: its beginning, where it is taller than the stream. */
function reveal(node, behavior) {
  const frame = stream.getBoundingClientRect();
  const { top: start, bottom } = node.getBoundingClientRect();
  const above = start - frame.top - MARGIN;
  const below = bottom - frame.bottom + MARGIN;
  if (above >= 0 && below <= 0) return;
  stream.scrollBy({ top: above < 0 ? above : Math.min(above, below), behavior });
}

const isAtEnd = () => stream.scrollHeight - stream.scrollTop - stream.clientHeight < NEAR;

/** Takes a message in and shows it, if it is of the channel that is open. */
export function take(message, { channel, isOwn }) {
  const before = messages.get(message.id);
  const wasAtEnd = isAtEnd();
  messages.set(message.id, message);
  if (message.channel !== channel || dismissed.has(message.id)) return;
  const node = draw(top(message));
  const isResult = before !== undefined && before.view.kind !== message.view.kind;
  if (before === undefined || isResult)
    node.classList.add(isResult || message.thread !== null ? "changed" : "fresh");
  const isArrival = before === undefined && message.thread === null && performance.now() > heldUntil;
  if (isResult || (isArrival && (isOwn || wasAtEnd))) {
    reveal(node, gently());
    // The short private reply that follows must not push it out of sight again.
    if (isResult || message.view.kind === "question") heldUntil = performance.now() + HOLD;
  }
}

/** The member did something new: its reply may come into sight. */
export function release() {
  heldUntil = 0;
}

/** The member answered: it is marked where the question stands. */
export function mark(choices) {
  own = { ...own, ...choices };
  for (const message of messages.values()) {
    const { round } = message.view;
    const isShown = document.querySelector(`li[data-message="${message.id}"]`) !== null;
    if (round !== null && Object.hasOwn(choices, round) && isShown) draw(message);
  }
}

/** Takes a message off the page. Gives what stands beside it, where the focus that was in it may go. */
function takeOff(id) {
  const item = document.querySelector(`li[data-message="${id}"]`);
  const beside = item?.nextElementSibling ?? item?.previousElementSibling;
  const isLost = item?.contains(document.activeElement) ?? false;
  item?.remove();
  return { beside, isLost };
}

export function remove(id) {
  messages.delete(id);
  const { beside, isLost } = takeOff(id);
  // Not a field or a button: what comes in its place may have the focus next.
  if (isLost) focusFirst([beside?.querySelector("article"), stream], { preventScroll: true });
}

export function dismiss(id) {
  dismissed.add(id);
  const { beside } = takeOff(id);
  focusFirst([beside?.querySelector("button, a"), byId("line"), stream], { preventScroll: true });
}

/** Shows a channel: the message that has the focus, where it was there before, or else the newest. */
export function showChannel(channel) {
  const before = new Map([...list.children].map((item) => [item.dataset.message, keep(item)]));
  list.replaceChildren();
  for (const message of inChannel(channel)) {
    const fresh = draw(message);
    before.get(message.id)?.(fresh);
  }
  release();
  stream.scrollTop = stream.scrollHeight;
  const shown = document.activeElement.closest("#messages > li") ?? list.lastElementChild;
  if (shown !== null) reveal(shown, "instant");
}

/** Starts anew with what the server sent. Nobody gets the focus, or opened details, of another member. */
export function reset(all, me, choices) {
  if (me !== reader) list.replaceChildren();
  reader = me;
  own = choices;
  messages.clear();
  for (const message of all) messages.set(message.id, message);
}
