import { type Inline, plainOf, type Rich } from "../../words/inline.ts";
import type { Words } from "../../words/words.ts";
import type { Section, SheetDoc, SheetPage } from "./doc.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? "");

/** Everything is in the file: no script, nothing from elsewhere, fonts of the reader's own. */
const STYLE = `
@page { size: A4; margin: 12mm 13mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 190mm; padding: 1rem; color: #111; background: #fff;
  font: 10.5pt/1.4 system-ui, "Segoe UI", "Noto Sans", sans-serif; overflow-wrap: anywhere }
h1 { font-size: 17pt; margin: 0 0 .3em } h2 { font-size: 14pt; margin: 0 0 .2em }
h3 { font-size: 10.5pt; margin: .9em 0 .2em; break-after: avoid }
h4 { font-size: 10.5pt; font-weight: 600; margin: .4em 0 0; break-after: avoid }
p, ul { margin: .2em 0 } ul { padding-inline-start: 1.2em } ul.ticks, ul.titles { list-style: none; padding: 0 }
section { break-before: page; border-top: 2px solid #111; padding-top: .8em; margin-top: 2.5em }
.facts, .foot { color: #444; font-size: 9pt }
blockquote { margin: .6em 0; padding: .5em .8em; border-inline-start: 4px solid #111; background: #f2f2f2; font-size: 12pt }
code, pre { font-family: ui-monospace, Consolas, monospace; font-size: 92% }
pre { padding: .5em; border: 1px solid #bbb; white-space: pre-wrap; break-inside: avoid }
table { width: 100%; border-collapse: collapse } th, td { border: 1px solid #888; padding: .25em .5em; text-align: start }
th { font-size: 9pt; background: #f2f2f2 } .n { text-align: center; white-space: nowrap } tr { break-inside: avoid }
.box { display: inline-block; width: 1em; height: 1em; border: 1.5px solid #111; vertical-align: -.12em; margin-inline-end: .4em }
td .box { margin: 0 }
.line { display: inline-block; min-width: 9em; border-bottom: 1px solid #111 }
.form { display: flex; flex-wrap: wrap; gap: .6em 1.6em; margin: .8em 0 }
.notes { height: 28mm; border: 1px solid #888; margin-top: .3em }
@media (max-width: 30em) { th, td { padding: .25em } .n { white-space: normal; width: 3.4em } }
@media print { body { max-width: none; padding: 0; font-size: 9pt } section { border: 0; margin: 0; padding: 0 }
  blockquote { font-size: 10.5pt } h1 { font-size: 15pt } }
`;

function inline(one: Inline): string {
  if (one.type === "code") return `<code>${escaped(one.text)}</code>`;
  if (one.type === "block") return `<pre>${escaped(one.text)}</pre>`;
  return escaped(plainOf([one]));
}

const written = (rich: Rich): string => rich.map(inline).join("");
/** A block of code may not stand in a paragraph. */
const paragraph = (rich: Rich, tag = "p"): string =>
  `<${rich.some(({ type }) => type === "block") ? "div" : tag}>${written(rich)}</${rich.some(({ type }) => type === "block") ? "div" : tag}>`;
const BOX = '<span class="box"></span>';
const field = (words: Words, label: string): string =>
  `<span>${escaped(label)}${words.plain("colon")}<span class="line"></span></span>`;

function section(words: Words, one: Section): string {
  const head = `<h3>${escaped(one.label)}</h3>`;
  switch (one.kind) {
    case "text": {
      const lifts = escaped(words.plain("open.lifts"));
      const foot =
        one.foot === null
          ? ""
          : `<div class="foot">${lifts}${words.plain("colon")}${written(one.foot)}</div>`;
      return head + one.paragraphs.map((text) => paragraph(text)).join("") + foot;
    }
    case "list": {
      const items = one.items.map((item) => `<li>${one.ticks ? BOX : ""}${written(item)}</li>`).join("");
      return `${head}<ul${one.ticks ? ' class="ticks"' : ""}>${items}</ul>`;
    }
    case "pairs":
      return (
        head +
        one.rows
          .map((row) => paragraph(row.head, "h4") + row.body.map((text) => paragraph(text)).join(""))
          .join("")
      );
    case "score": {
      const named = (name: "weight" | "not-said" | "in-part" | "said") =>
        `<th class="n" scope="col">${escaped(words.plain(`sheet.${name}`))}</th>`;
      const rows = one.rows.map(
        ({ point, weight }) =>
          `<tr><td>${written(point)}</td><td class="n">${weight}</td>${`<td class="n">${BOX}</td>`.repeat(3)}</tr>`,
      );
      const point = `<th scope="col">${escaped(words.plain("sheet.point"))}</th>`;
      const columns = point + named("weight") + named("not-said") + named("in-part") + named("said");
      const sum = field(words, words.plain("sheet.sum", { most: one.most }));
      return `${head}<table><thead><tr>${columns}</tr></thead><tbody>${rows.join("")}</tbody></table><p class="form">${sum}</p>`;
    }
    default:
      return one satisfies never;
  }
}

const page = (words: Words, { title, facts, prompt, sections }: SheetPage): string =>
  [
    `<section><h2>${escaped(title)}</h2>`,
    `<p class="facts">${escaped(facts.join(" · "))}</p>`,
    `<blockquote>${prompt.map((one) => paragraph(one)).join("")}</blockquote>`,
    ...sections.map((one) => section(words, one)),
    `<h3>${escaped(words.plain("sheet.notes"))}</h3><div class="notes"></div></section>`,
  ].join("\n");

/** A sheet as a file that any browser opens and prints: a page to head it, then one for each question. */
export function sheetHtml(doc: SheetDoc, words: Words): string {
  const fields = (["interviewer", "candidate", "date"] as const).map((name) =>
    field(words, words.plain(`sheet.${name}`)),
  );
  const titles = doc.pages.map(
    ({ title, facts }) => `<li>${escaped([title, ...facts.slice(0, 3)].join(" · "))}</li>`,
  );
  return `${[
    "<!doctype html>",
    `<html lang="${escaped(doc.language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(doc.title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escaped(doc.title)}</h1>`,
    ...doc.lines.map((line) => `<p>${escaped(line)}</p>`),
    `<p class="form">${fields.join("")}</p>`,
    `<ul class="titles">${titles.join("")}</ul>`,
    ...doc.pages.map((one) => page(words, one)),
    "</body></html>",
  ].join("\n")}\n`;
}
