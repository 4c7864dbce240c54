import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Blob, Face, Font } from "harfbuzzjs";

/** A face in one weight, ready to shape with. */
export interface Cut {
  /** Short, and its own: names its glyphs in a picture. */
  id: string;
  font: Font;
  /** Units of an em. */
  upem: number;
}

interface Source {
  id: string;
  /** Letters that are its own: it is asked first about these. */
  own: RegExp;
  regular: FontFile;
  bold: FontFile | null;
}

/** A file of a package. */
interface FontFile {
  from: string;
  path: string;
}

const noto = (name: string, weight: "400Regular" | "700Bold"): FontFile => {
  const family = name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
  return { from: `@expo-google-fonts/${name}`, path: join(weight, `${family}_${weight}.ttf`) };
};
const source = (id: string, own: RegExp, name: string): Source => ({
  id,
  own,
  regular: noto(name, "400Regular"),
  bold: noto(name, "700Bold"),
});
const CJK =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;
const cjk = (id: string, own: RegExp, file: string): Source => ({
  id,
  own,
  regular: { from: `@embedpdf/fonts-${id}`, path: join("fonts", `${file}.otf`) },
  bold: null,
});

/**
 * Every font that pictures are written in, in the order in which they are asked for a letter. Each is read when the
 * first letter needs it; those of Chinese, Japanese and Korean are large and have one weight.
 */
const SOURCES: readonly Source[] = [
  source("latin", /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u, "noto-sans"),
  source("hebrew", /\p{Script=Hebrew}/u, "noto-sans-hebrew"),
  source("arabic", /\p{Script=Arabic}/u, "noto-sans-arabic"),
  source("devanagari", /\p{Script=Devanagari}/u, "noto-sans-devanagari"),
  source("bengali", /\p{Script=Bengali}/u, "noto-sans-bengali"),
  source("tamil", /\p{Script=Tamil}/u, "noto-sans-tamil"),
  source("telugu", /\p{Script=Telugu}/u, "noto-sans-telugu"),
  source("thai", /\p{Script=Thai}/u, "noto-sans-thai"),
  source("emoji", /\p{Emoji_Presentation}|\ufe0f/u, "noto-emoji"),
  cjk("jp", CJK, "NotoSansJP-Regular"),
  cjk("kr", /\p{Script=Hangul}/u, "NotoSansKR-Regular"),
  cjk("sc", CJK, "NotoSansHans-Regular"),
];

/** Letters that are all of one width, for code. */
const MONO = source("mono", /[^\p{Emoji_Presentation}]/u, "noto-sans-mono");

const require = createRequire(import.meta.url);
const read = new Map<string, Cut>();

/** Not every package lets its fonts be asked for by name; where its code lies, they do. */
function placeOf({ from, path }: FontFile): string {
  const folder = join("node_modules", from);
  const code = require.resolve(from);
  return join(code.slice(0, code.lastIndexOf(folder)), folder, path);
}

/**
 * Where every font lies that pictures are written in: `scripts/fewer-fonts.mjs` leaves out the others.
 * @public
 */
export const fontFiles = (): string[] =>
  [...SOURCES, MONO]
    .flatMap(({ regular, bold }) => (bold === null ? [regular] : [regular, bold]))
    .map(placeOf);

function cutOf(id: string, file: FontFile): Cut {
  const known = read.get(id);
  if (known !== undefined) return known;
  const face = new Face(new Blob(Uint8Array.from(readFileSync(placeOf(file))).buffer));
  const cut = { id, font: new Font(face), upem: face.upem };
  read.set(id, cut);
  return cut;
}

const cut = ({ id, regular, bold }: Source, isBold: boolean): Cut =>
  isBold && bold !== null ? cutOf(`${id}-b`, bold) : cutOf(`${id}-r`, regular);

/** Joins letters or says how they look, and is not seen by itself. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;

function covers({ font }: Cut, cluster: string): boolean {
  for (const letter of cluster)
    if (!UNSEEN.test(letter) && font.nominalGlyph(letter.codePointAt(0) ?? 0) === undefined) return false;
  return true;
}

/** Its spaces are as wide as its pictures. */
const isEmoji = ({ id }: Cut) => id.startsWith("emoji");
/** Whether it stands in for a bold one that there is not. */
export const isTooThin = ({ id }: Cut, isBold: boolean) =>
  isBold && !id.endsWith("-b") && !id.startsWith("emoji");

/** Chinese characters look as the reader's language, or the text around them, has them. */
function inOrder(lang: string, text: string): readonly Source[] {
  const isChinese =
    lang.startsWith("zh") ||
    !(lang.startsWith("ja") || /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text));
  if (!isChinese) return SOURCES;
  const last = SOURCES.at(-1);
  return SOURCES.flatMap((one) =>
    one.id === "jp" && last !== undefined ? [last, one] : one === last ? [] : [one],
  );
}

/**
 * The font for each cluster of a text, the one before where it will do as well; null where none has it. `before` is
 * what was used last.
 */
export function fontFinder(
  lang: string,
  text: string,
  { isBold = false, isMono = false } = {},
): (cluster: string, before: Cut | null) => Cut | null {
  const others = inOrder(lang, text);
  const order = isMono ? [MONO, ...others] : others;
  return (cluster, before) => {
    const owner = order.find((one) => one.own.test(cluster));
    const first = owner === undefined ? null : cut(owner, isBold);
    if (first !== null && covers(first, cluster)) return first;
    if (owner === undefined && before !== null && !isEmoji(before) && covers(before, cluster)) return before;
    for (const one of order) {
      const tried = cut(one, isBold);
      if (covers(tried, cluster)) return tried;
    }
    return null;
  };
}
