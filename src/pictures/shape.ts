import { createRequire } from "node:module";
import type bidiFactory from "bidi-js";
import { Buffer, Direction, shape } from "harfbuzzjs";
import { type Cut, fontFinder } from "./fonts.ts";

/** Letters that no font has: such a picture is not made, and the text version stands. */
export class NoGlyph extends Error {
  override name = "NoGlyph";
}

/** Glyphs of one font beside each other, in its own units. */
interface Run {
  cut: Cut;
  glyphs: readonly { id: number; x: number; y: number }[];
  advance: number;
}

/** A line of text, shaped: its runs from left to right. Sizes are in ems. */
export interface Line {
  runs: readonly Run[];
  width: number;
}

interface LineStyle {
  lang: string;
  isBold: boolean;
  isMono?: boolean;
}

interface Item {
  from: number;
  to: number;
  cut: Cut;
  level: number;
}

/** The package says of itself that it is CommonJS, and its types that it is not. */
const bidi = (createRequire(import.meta.url)("bidi-js") as typeof bidiFactory.default)();
const buffer = new Buffer();
const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });
export const graphemes = (text: string): string[] =>
  [...segments.segment(text)].map(({ segment }) => segment);

/** Scripts whose letters are shaped together with no others. */
const SCRIPTS = [
  "Latin",
  "Greek",
  "Cyrillic",
  "Arabic",
  "Hebrew",
  "Devanagari",
  "Bengali",
  "Tamil",
  "Telugu",
  "Thai",
  "Hangul",
  "Han",
].map((name) => [name, new RegExp(`\\p{Script=${name}}`, "u")] as const);
const scriptOf = (cluster: string) => SCRIPTS.find(([, own]) => own.test(cluster))?.[0] ?? null;

/**
 * What can be written of a text: the plain form of fancy letters where only that is in a font, and without signs
 * that are in none.
 * @throws NoGlyph where that would lose a letter or number
 */
function writable(text: string, style: LineStyle): { cluster: string; cut: Cut }[] {
  const found: { cluster: string; cut: Cut }[] = [];
  const find = fontFinder(style.lang, text, style);
  let before: Cut | null = null;
  for (const cluster of graphemes(text.replace(/\s+/gu, " "))) {
    for (const form of [cluster, cluster.normalize("NFKC")]) {
      const cut = find(form, before);
      if (cut === null) continue;
      found.push({ cluster: form, cut });
      before = cut;
      break;
    }
    if (found.at(-1)?.cluster !== cluster && found.at(-1)?.cluster !== cluster.normalize("NFKC")) {
      if (/[\p{L}\p{N}]/u.test(cluster))
        throw new NoGlyph(`no font has U+${cluster.codePointAt(0)?.toString(16)}`);
    }
  }
  return found;
}

function itemsOf(clusters: readonly { cluster: string; cut: Cut }[], levels: Uint8Array): Item[] {
  const items: Item[] = [];
  let at = 0;
  let script: string | null = null;
  for (const { cluster, cut } of clusters) {
    const level = levels[at] ?? 0;
    const own = scriptOf(cluster);
    const last = items.at(-1);
    const fits: boolean =
      last?.cut === cut && last.level === level && (own === null || script === null || own === script);
    if (last !== undefined && fits) last.to = at + cluster.length;
    else items.push({ from: at, to: at + cluster.length, cut, level });
    script = last !== undefined && fits ? (script ?? own) : own;
    at += cluster.length;
  }
  return items;
}

/** As they are seen from left to right (rule L2 of the bidirectional algorithm). */
function visual(items: readonly Item[]): Item[] {
  const order = [...items];
  const highest = Math.max(0, ...items.map(({ level }) => level));
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < order.length; from++) {
      let to = from;
      while ((order[to]?.level ?? -1) >= level) to++;
      if (to > from + 1) order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = to;
    }
  }
  return order;
}

function runOf(text: string, { from, to, cut, level }: Item, lang: string): Run {
  buffer.reset();
  buffer.addText(text, from, to - from);
  buffer.setDirection(level % 2 === 1 ? Direction.RTL : Direction.LTR);
  buffer.setLanguage(lang);
  buffer.guessSegmentProperties();
  shape(cut.font, buffer);
  const infos = buffer.getGlyphInfos();
  const positions = buffer.getGlyphPositions();
  const glyphs: { id: number; x: number; y: number }[] = [];
  let advance = 0;
  for (const [i, { codepoint }] of infos.entries()) {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[i] ?? {};
    glyphs.push({ id: codepoint, x: advance + xOffset, y: yOffset });
    advance += xAdvance;
  }
  return { cut, glyphs, advance };
}

/**
 * A text on one line, in the direction of its own letters.
 * @throws NoGlyph
 */
export function shaped(text: string, style: LineStyle): Line {
  const { lang } = style;
  const clusters = writable(text, style);
  const written = clusters.map(({ cluster }) => cluster).join("");
  const { levels } = bidi.getEmbeddingLevels(written);
  const runs = visual(itemsOf(clusters, levels)).map((item) => runOf(written, item, lang));
  return { runs, width: runs.reduce((sum, { advance, cut }) => sum + advance / cut.upem, 0) };
}
