import { el, icon } from "./dom.js";
import { chart, checklist, picture, progress, select, table } from "./figures.js";
import { linkTo, rich } from "./inline.js";
import { percent, t } from "./words.js";

/** Allowed words that need no folding away. */
const FEW = 14;

/** How long a bar is. */
const lengthOf = (share) => `${Math.round(share * 100)}%`;

const LABELS = { plain: null, right: "check", wrong: "cross", trap: "bulb" };

function optionInside({ letter, text }) {
  return [
    el("span", { class: "letter", "aria-hidden": "true" }, letter),
    el("span", { class: "hidden" }, t("page.letter", { letter })),
    el("span", { class: "option-text", dir: "auto" }, rich(text)),
  ];
}

/** Says of an option that the reader chose it; a tick beside what was wrong would praise it. */
const ownMark = (isWrong = false) =>
  el(
    "span",
    { class: `own-mark${isWrong ? " wrong" : ""}` },
    icon(isWrong ? "cross" : "check"),
    t("page.own"),
  );

/** `hasKey`: one of the rows is right; of a question that was withdrawn none is, and none wrong. */
function resultRow(row, isOwn, hasKey) {
  const { count, share, isKey } = row.result;
  const bar = el("span", { class: "bar" }, el("span", { class: "fill" }));
  bar.firstChild.style.inlineSize = lengthOf(share);
  return el(
    "li",
    { class: `option result${isKey ? " key" : ""}${isOwn ? " own" : ""}` },
    optionInside(row),
    el(
      "span",
      { class: "votes" },
      bar,
      el("span", { class: "count" }, `${count} · ${percent(share)}`),
      isKey && el("span", { class: "key-mark" }, icon("check"), t("page.key")),
      isOwn && ownMark(hasKey && !isKey),
    ),
  );
}

/** The options; where a button answers with one, its whole row is that button. */
function options({ rows }, { buttons, chosen }) {
  const hasKey = rows.some(({ result }) => result?.isKey);
  return el(
    "ol",
    { class: "options" },
    rows.map((row, i) => {
      const isOwn = chosen === i;
      if (row.result !== null) return resultRow(row, isOwn, hasKey);
      const button = buttons.find(({ choice }) => choice === i);
      const look = `option${isOwn ? " own" : ""}`;
      const inside = [optionInside(row), isOwn && ownMark()];
      if (button === undefined) return el("li", { class: look }, inside);
      return el("li", {}, el("button", { type: "button", class: look, "data-button": button.id }, inside));
    }),
  );
}

function standings({ label, heads, rows }, { me }) {
  return el(
    "table",
    { class: "standings" },
    label !== null && el("caption", { class: "label" }, label),
    el(
      "thead",
      { class: "hidden" },
      el(
        "tr",
        {},
        [heads.rank, heads.who, heads.value].map((head) => el("th", { scope: "col" }, head)),
      ),
    ),
    el(
      "tbody",
      {},
      rows.map(({ rank, who, value, mark, note, streak = null, member }) =>
        el(
          "tr",
          { class: member === me ? "own" : null },
          el("td", { class: `rank${rank <= 3 ? ` rank-${rank}` : ""}` }, el("span", {}, String(rank))),
          el(
            "th",
            { scope: "row" },
            rich(who),
            // What others see, too, says of nobody that it is them.
            (mark !== null || member === me) && el("span", { class: "note-mark" }, mark ?? t("page.you")),
            streak !== null && el("span", { class: "note-mark" }, streak),
            note !== null && el("span", { class: "note-mark" }, note),
          ),
          el("td", { class: "value" }, value),
        ),
      ),
    ),
  );
}

function meterRow({ label, part, whole, value }) {
  const share = whole === 0 ? 0 : part / whole;
  const bar = el("span", { class: "bar" }, el("span", { class: "fill" }));
  bar.firstChild.style.inlineSize = lengthOf(share);
  return el(
    "li",
    {},
    el("span", { class: "meter-label", dir: "auto" }, label),
    bar,
    el("span", { class: "count" }, value),
  );
}

const FILE_TYPES = { json: "application/json", html: "text/html" };

/** A link that saves a text as a file, made by the page itself. */
function file({ name, text }) {
  const url = URL.createObjectURL(
    new Blob([text], { type: FILE_TYPES[name.split(".").at(-1)] ?? "text/plain" }),
  );
  return el(
    "p",
    {},
    el("a", { class: "button file", href: url, download: name }, icon("down"), t("page.download", { name })),
  );
}

const BLOCKS = {
  text: ({ look, text }) => el("div", { class: `text ${look}`, dir: "auto" }, rich(text)),
  callout: ({ look, label, quote, text }) =>
    el(
      "div",
      { class: `callout ${look}` },
      el("p", { class: "callout-label" }, LABELS[look] !== null && icon(LABELS[look]), label),
      quote.map((one) => el("div", { class: "text quote", dir: "auto" }, rich(one))),
      text.map((one) => el("div", { class: "text", dir: "auto" }, rich(one))),
    ),
  options,
  standings,
  facts: ({ rows }) =>
    el(
      "dl",
      { class: "facts" },
      rows.map(({ label, value }) => el("div", {}, el("dt", {}, label), el("dd", {}, rich(value)))),
    ),
  meters: ({ label, rows }) =>
    el("section", { class: "meters" }, el("h3", { class: "label" }, label), el("ul", {}, rows.map(meterRow))),
  list: ({ label, items, marked }) =>
    el(
      "section",
      { class: marked ? "list marked" : "list" },
      label !== "" && el("h3", { class: "label" }, label),
      el(
        "ul",
        {},
        items.map((item) => el("li", { class: "text", dir: "auto" }, rich(item))),
      ),
    ),
  entry: ({ head, text, foot }) =>
    el(
      "div",
      { class: "entry" },
      el("div", { class: "text head", dir: "auto" }, rich(head)),
      el("div", { class: "text", dir: "auto" }, rich(text)),
      foot.length > 0 && el("div", { class: "text small" }, rich(foot)),
    ),
  details: ({ summary, blocks: inside }, context) =>
    el("details", {}, el("summary", {}, summary), el("div", { class: "inside" }, blocks(inside, context))),
  links: ({ label, links }) =>
    el(
      "section",
      { class: "links" },
      el("h3", { class: "label" }, label),
      el(
        "ul",
        {},
        links.map(({ title, url }) => el("li", {}, linkTo(url, title))),
      ),
    ),
  words: ({ label, words, more }) =>
    el(
      "details",
      { open: words.length <= FEW },
      el("summary", {}, `${label} (${words.length})`),
      el(
        "ul",
        { class: "words" },
        words.map((word) => el("li", {}, el("code", {}, word))),
        more !== null && el("li", { class: "text small" }, more),
      ),
    ),
  file,
  footnote: ({ text }) => el("div", { class: "text small", dir: "auto" }, rich(text)),
  table,
  chart,
  picture,
  checklist,
  select,
  channels: select,
  progress,
};

/** Lays the blocks of a view out, for `me`, with the buttons that its options answer with. */
export function blocks(all, context) {
  return all.map((block) => BLOCKS[block.type](block, context));
}
