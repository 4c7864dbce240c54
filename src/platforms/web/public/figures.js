import { el } from "./dom.js";
import { linkTo, rich } from "./inline.js";
import { percent, t } from "./words.js";

/** Tables, charts, pictures, and what is ticked or chosen. A chart is drawn as marks of the page; its words stand below it. */

const SVG = "http://www.w3.org/2000/svg";
const SIZE = { width: 320, height: 120, gap: 2 };

function mark(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}

const frame = (title) =>
  mark("svg", {
    class: "chart",
    viewBox: `0 0 ${SIZE.width} ${SIZE.height}`,
    preserveAspectRatio: "none",
    role: "img",
    "aria-label": title,
  });

const topOf = (series) => Math.max(1, ...series.flatMap(({ values }) => values));

function bars({ categories, series }, into) {
  // Half a bar of room between two groups.
  const width = SIZE.width / Math.max(1, categories.length * (series.length + 0.5));
  const top = topOf(series);
  series.forEach(({ values }, s) => {
    values.forEach((value, i) => {
      const height = (SIZE.height * Math.max(0, value)) / top;
      const x = (i * (series.length + 0.5) + s + 0.25) * width;
      into.append(
        mark("rect", {
          class: `series-${s}`,
          x: x + SIZE.gap / 2,
          y: SIZE.height - height,
          width: Math.max(1, width - SIZE.gap),
          height,
        }),
      );
    });
  });
}

function lines({ categories, series }, into) {
  const step = SIZE.width / Math.max(1, categories.length - 1);
  const top = topOf(series);
  series.forEach(({ values }, s) => {
    const points = values.map((value, i) => `${i * step},${SIZE.height - (SIZE.height * value) / top}`);
    into.append(mark("polyline", { class: `series-${s}`, points: points.join(" "), fill: "none" }));
  });
}

/** Cells in rows, darker where there is more. */
function cells(rows, into) {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const width = SIZE.width / columns;
  const height = SIZE.height / Math.max(1, rows.length);
  rows.forEach((row, y) => {
    row.forEach((value, x) => {
      into.append(
        mark("rect", {
          class: value === null ? "cell empty" : "cell",
          x: x * width + SIZE.gap / 2,
          y: y * height + SIZE.gap / 2,
          width: Math.max(1, width - SIZE.gap),
          height: Math.max(1, height - SIZE.gap),
          "fill-opacity": value === null ? 0.08 : 0.15 + 0.85 * value,
        }),
      );
    });
  });
}

/** Days as columns of weeks, Monday first, each as dark as its value among the others. */
function weeks({ from, days: told }) {
  const before = (new Date(from).getUTCDay() + 6) % 7;
  const days = [...Array.from({ length: before }, () => null), ...told];
  const top = Math.max(1, ...days.map((value) => value ?? 0));
  return Array.from({ length: 7 }, (_, day) =>
    days.filter((_, i) => i % 7 === day).map((value) => (value === null ? null : value / top)),
  );
}

const FORMS = {
  bars,
  lines,
  calendar: (data, into) => cells(weeks(data), into),
};

/** Shades of a cell, from none to full. */
const SHADES = 4;

/** Shares in rows and columns, each a cell that says it and is as dark as it is high. */
const heat = ({ columns, rows }, title) =>
  el(
    "table",
    { class: "heat", "aria-label": title },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("td", {}),
        columns.map((label) => el("th", { scope: "col", class: "heat-column" }, label)),
      ),
    ),
    el(
      "tbody",
      {},
      rows.map(({ label, values }) =>
        el(
          "tr",
          {},
          el("th", { scope: "row", class: "heat-row", dir: "auto" }, label),
          values.map((value) =>
            value === null
              ? el("td", {})
              : el(
                  "td",
                  { class: `heat-cell shade-${Math.round(SHADES * Math.max(0, Math.min(1, value)))}` },
                  percent(value),
                ),
          ),
        ),
      ),
    ),
  );

/** Which colour is whose. */
const legend = (series) =>
  el(
    "ul",
    { class: "legend" },
    series.map(({ label }, i) => el("li", { class: `series-${i}` }, label)),
  );

/** As many names as stand under their marks on a phone; of more the words below tell. */
const FEW_CATEGORIES = 8;

/** What each group of marks is of. */
function names({ form, categories = [] }) {
  if (form !== "bars" || categories.length > FEW_CATEGORIES) return false;
  return el(
    "ul",
    { class: "categories", "aria-hidden": "true" },
    categories.map((category) => el("li", { dir: "auto" }, category)),
  );
}

export function chart({ title, data, text }) {
  // Its cells say all that its words do.
  if (data.form === "heat")
    return el("figure", { class: "figure" }, el("figcaption", {}, title), heat(data, title));
  const drawn = frame(title);
  FORMS[data.form](data, drawn);
  drawn.classList.add(data.form);
  // A calendar that is drawn need not be drawn in blocks as well.
  const said = data.form === "calendar" ? text.filter(({ type }) => type !== "block") : text;
  return el(
    "figure",
    { class: "figure" },
    el("figcaption", {}, title),
    drawn,
    names(data),
    (data.series ?? []).length > 1 && legend(data.series),
    el("p", { class: "text small", dir: "auto" }, rich(said)),
  );
}

/** A row; its first cell says what the others are about. */
function tableRow(cells, columns, isHidden) {
  return el(
    "tr",
    { hidden: isHidden },
    cells.map((one, i) =>
      el(
        i === 0 ? "th" : "td",
        { scope: i === 0 ? "row" : null, class: columns[i]?.align, dir: "auto" },
        rich(one),
      ),
    ),
  );
}

/** Shows the rows of a table that its first page left out. */
function moreRows(count) {
  const show = ({ target }) => {
    for (const row of target.closest(".table-frame").querySelectorAll("tr[hidden]")) row.hidden = false;
    target.closest(".table-frame").focus();
    target.remove();
  };
  return el("button", { type: "button", class: "button quiet", click: show }, t("page.more", { n: count }));
}

export function table({ caption, columns, rows, page }) {
  return el(
    "div",
    { class: "table-frame", tabindex: "0", role: "group", "aria-label": caption },
    el(
      "table",
      { class: "table" },
      el("caption", { class: "label" }, caption),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          columns.map(({ label, align }) => el("th", { scope: "col", class: align }, label)),
        ),
      ),
      el(
        "tbody",
        {},
        rows.map((row, i) => tableRow(row, columns, i >= page)),
      ),
    ),
    rows.length > page && moreRows(rows.length - page),
  );
}

/** A picture of this server; the page loads none from elsewhere, and links to it. */
export function picture({ url, alt }) {
  // One that the bot makes, on a ground that suits the page.
  if (url.startsWith("/"))
    return el(
      "picture",
      {},
      el("source", { media: "(prefers-color-scheme: dark)", srcset: `${url}?look=dark` }),
      el("img", { class: "picture", src: url, alt, loading: "lazy" }),
    );
  const isOwn = new URL(url).origin === location.origin;
  return isOwn
    ? el("img", { class: "picture", src: url, alt, loading: "lazy" })
    : el("p", { class: "text" }, linkTo(url, alt));
}

export function progress({ done, total, text }) {
  return el(
    "p",
    { class: "progress" },
    el("progress", { value: done, max: Math.max(1, total), "aria-label": text }),
    el("span", { "aria-hidden": "true" }, text),
  );
}

/** As many choices fit on a line or two; more make a menu. */
const FEW_CHOICES = 8;

export function select({ label, choices, chosen = null }) {
  if (choices.length > FEW_CHOICES)
    return el(
      "label",
      { class: "select" },
      el("span", { class: "label" }, label),
      el(
        "select",
        { "data-menu": "" },
        chosen === null && el("option", { value: "", selected: true, disabled: true }, "…"),
        choices.map(({ id, label: text }, at) => el("option", { value: id, selected: at === chosen }, text)),
      ),
    );
  return el(
    "div",
    { class: "select", role: "group", "aria-label": label },
    el("p", { class: "label", "aria-hidden": "true" }, label),
    el(
      "div",
      { class: "buttons" },
      choices.map(({ id, label: text }, at) =>
        el(
          "button",
          {
            type: "button",
            class: "button quiet",
            "data-button": id,
            "aria-pressed": chosen === null ? null : String(at === chosen),
          },
          text,
        ),
      ),
    ),
  );
}

export function checklist({ label, items, hint, submit }) {
  return el(
    "fieldset",
    { class: "checklist" },
    el("legend", { class: "label" }, label),
    items.map(({ value, text, note, ticked }) =>
      el(
        "label",
        {},
        el("input", { type: "checkbox", value, checked: ticked }),
        el("span", { dir: "auto" }, text),
        note !== null && el("small", {}, note),
      ),
    ),
    hint !== "" && el("p", { class: "text small" }, hint),
    el("button", { type: "button", class: "button primary", "data-button": submit.id }, submit.label),
  );
}
