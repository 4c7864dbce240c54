import { el, icon } from "./dom.js";
import { timeNode } from "./times.js";
import { t } from "./words.js";

/** Sentences: text as text, never as markup. */

/** A link to elsewhere, which opens a page of its own. */
export const linkTo = (url, text) =>
  el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, el("bdi", {}, text), icon("out"));

const INLINES = {
  text: ({ text }) => text,
  code: ({ text }) => el("code", {}, text),
  block: ({ text, lang }) =>
    el(
      "pre",
      {
        tabindex: "0",
        role: "group",
        "aria-label": lang ? t("page.code-in", { language: lang }) : t("page.code"),
      },
      el("code", {}, text),
    ),
  strong: ({ text }) => el("strong", {}, el("bdi", {}, text)),
  name: ({ text }) => el("bdi", { class: "name" }, text),
  mention: ({ text }) => el("bdi", { class: "mention" }, text),
  command: ({ line }) =>
    el(
      "button",
      { type: "button", class: "command", "data-line": line, title: t("page.put") },
      `/dlq ${line}`.trim(),
    ),
  link: ({ text, url }) => linkTo(url, text),
  time: ({ at, style }) => timeNode(at, style),
};

export const rich = (inlines) => inlines.map((inline) => INLINES[inline.type](inline));

/** The same as it reads, for what is said aloud. */
export const plain = (inlines) => el("span", {}, rich(inlines)).textContent;
