import { blocks } from "./blocks.js";
import { el, icon } from "./dom.js";
import { timeNode } from "./times.js";

const REACTIONS = ["A", "B", "C", "D"];

function cause({ name, line }) {
  return [el("strong", {}, el("bdi", {}, name)), " used ", el("code", {}, `/dlq ${line}`.trim())];
}

function meta(message) {
  const { at, edited, view } = message;
  return el(
    "p",
    { class: "meta" },
    el(
      "span",
      { class: "who" },
      message.cause === null ? el("strong", {}, "Study bot") : cause(message.cause),
    ),
    timeNode(at, "clock"),
    edited && view.kind !== "question" && el("span", {}, "edited"),
    message.to !== null && el("span", { class: "only" }, icon("eye"), "Only you can see this"),
    message.to !== null &&
      el(
        "button",
        {
          type: "button",
          class: "dismiss",
          "data-dismiss": message.id,
          "aria-label": "Dismiss this private reply",
          title: "Dismiss",
        },
        icon("cross"),
      ),
  );
}

const TONES = { right: "check", done: "check", wrong: "cross", refusal: "flag", trouble: "flag" };

function head({ title, chips, tone, kind }) {
  if (title === "") return null;
  const mark = TONES[tone];
  return el(
    "header",
    { class: "head" },
    mark !== undefined && el("span", { class: "tone" }, icon(mark)),
    el("h2", {}, title),
    chips.length > 0 &&
      el(
        "ul",
        { class: "chips", "aria-label": "About" },
        chips.map((chip, i) =>
          el("li", { class: kind !== "notice" && i === chips.length - 1 ? chip : null }, chip),
        ),
      ),
  );
}

function reactions({ reactions: isOn }) {
  if (!isOn) return null;
  return el(
    "div",
    { class: "reactions", role: "group", "aria-label": "Answer with a reaction" },
    REACTIONS.map((letter, i) =>
      el(
        "button",
        { type: "button", class: "reaction", "data-react": i, "aria-label": `React with ${letter}` },
        el("span", { class: "emoji", "aria-hidden": "true" }, letter),
        el("span", { "aria-hidden": "true" }, "1"),
      ),
    ),
    el("span", { class: "reaction-note" }, "Your reaction is taken away at once, so nobody sees it."),
  );
}

function buttons({ view }) {
  const others = view.buttons.filter(({ choice }) => choice === null);
  if (others.length === 0) return null;
  return el(
    "div",
    { class: "buttons" },
    others.map((button) =>
      el(
        "button",
        {
          type: "button",
          class: `button${button.primary ? " primary" : " quiet"}`,
          "data-button": button.id,
          "data-form": button.form?.name ?? null,
        },
        button.label,
      ),
    ),
  );
}

/** A message as `me` sees it, with its thread under it. */
export function messageNode(message, thread, me) {
  const { id, view } = message;
  return el(
    "article",
    {
      class: `message${message.to === null ? "" : " private"}`,
      "aria-label": view.title || "Message",
      id,
      "data-kind": view.kind,
      "data-tone": view.tone,
    },
    meta(message),
    el(
      "div",
      { class: "card" },
      head(view),
      blocks(view.blocks, { buttons: view.buttons, me }),
      reactions(message),
      buttons(message),
    ),
    thread.length > 0 &&
      el(
        "section",
        { class: "thread", "aria-label": "Thread" },
        el(
          "p",
          { class: "thread-label" },
          icon("bent"),
          thread.length === 1 ? "1 reply" : `${thread.length} replies`,
        ),
        thread.map((reply) => messageNode(reply, [], me)),
      ),
  );
}

/** What is said aloud of a new message. */
export function spoken({ view, to }) {
  const first = view.blocks.find(({ type }) => type === "text" || type === "callout");
  const text = (first?.text ?? []).map((inline) => inline.text ?? inline.line ?? "").join("");
  return `${to === null ? "" : "Only for you: "}${[view.title, text].filter(Boolean).join(". ")}`;
}
