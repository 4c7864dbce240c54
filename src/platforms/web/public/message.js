import { blocks } from "./blocks.js";
import { el, icon } from "./dom.js";
import { plain } from "./inline.js";
import { timeNode } from "./times.js";
import { t } from "./words.js";

const REACTIONS = ["A", "B", "C", "D", "E", "F"];

function cause({ name, line }) {
  return [
    el("strong", {}, el("bdi", {}, name)),
    ` ${t("page.used")} `,
    el("code", {}, `/dlq ${line}`.trim()),
  ];
}

function meta(message) {
  const { at, edited, view } = message;
  return el(
    "p",
    { class: "meta" },
    el(
      "span",
      { class: "who" },
      message.cause === null ? el("strong", {}, t("page.bot")) : cause(message.cause),
    ),
    timeNode(at, "clock"),
    edited && view.kind !== "question" && el("span", {}, t("page.edited")),
    message.to !== null && el("span", { class: "only" }, icon("eye"), t("page.only-you")),
    message.to !== null &&
      el(
        "button",
        {
          type: "button",
          class: "dismiss",
          "data-dismiss": message.id,
          "aria-label": t("page.dismiss"),
          title: t("page.dismiss"),
        },
        icon("cross"),
      ),
  );
}

const TONES = { right: "check", done: "check", wrong: "cross", refusal: "flag", trouble: "flag" };

function head({ title, chips, tone, level }) {
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
        { class: "chips", "aria-label": t("page.about") },
        chips.map((chip, i) =>
          el("li", { class: level !== null && i === chips.length - 1 ? level : null }, chip),
        ),
      ),
  );
}

function reactions({ reactions: count }) {
  if (count === 0) return null;
  return el(
    "div",
    { class: "reactions", role: "group", "aria-label": t("page.react") },
    REACTIONS.slice(0, count).map((letter, i) =>
      el(
        "button",
        {
          type: "button",
          class: "reaction",
          "data-react": i,
          "aria-label": t("page.react-with", { letter }),
        },
        el("span", { class: "emoji", "aria-hidden": "true" }, letter),
      ),
    ),
    el("span", { class: "reaction-note" }, t("page.reaction-note")),
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
export function messageNode(message, thread, { me, own }) {
  const { id, view } = message;
  return el(
    "article",
    {
      class: `message${message.to === null ? "" : " private"}`,
      "aria-label": view.title || t("page.message"),
      id,
      tabindex: -1,
      "data-kind": view.kind,
      "data-tone": view.tone,
    },
    meta(message),
    el(
      "div",
      { class: "card" },
      head(view),
      blocks(view.blocks, {
        buttons: view.buttons,
        me,
        chosen: view.round === null ? null : own[view.round],
      }),
      reactions(message),
      buttons(message),
    ),
    thread.length > 0 &&
      el(
        "section",
        { class: "thread", "aria-label": t("page.thread") },
        el("p", { class: "thread-label" }, icon("bent"), t("page.replies", { n: thread.length })),
        thread.map((reply) => messageNode(reply, [], { me, own })),
      ),
  );
}

/** What is said aloud of a new message. */
export function spoken({ view, to }) {
  return `${to === null ? "" : `${t("page.only-for-you")} `}${plain(view.spoken) || view.title}`;
}

/** The button with this id, wherever in a view it stands. */
export function buttonOf({ blocks: all, buttons: own }, id) {
  const inside = all.map((block) => {
    if (block.type === "select" || block.type === "channels")
      return block.choices.find((one) => one.id === id);
    if (block.type === "checklist") return block.submit.id === id ? block.submit : undefined;
    return block.type === "details" ? buttonOf({ blocks: block.blocks, buttons: [] }, id) : undefined;
  });
  return [...own.filter((one) => one.id === id), ...inside].find((one) => one !== undefined);
}
