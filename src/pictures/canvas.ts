import { isTooThin } from "./fonts.ts";
import { graphemes, type Line, shaped } from "./shape.ts";

export interface TextStyle {
  size: number;
  fill: string;
  bold?: boolean;
  /** All letters of one width. */
  mono?: boolean;
  /** Where x is: at the start of the text in reading direction, in its middle, at its end. */
  anchor?: "start" | "middle" | "end";
  /** What is wider is cut, with an ellipsis. */
  width?: number;
}

/** SVG of outlines alone, with the room that it takes. */
export interface Outlines {
  body: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

type Measured = Pick<TextStyle, "size" | "bold" | "mono">;

/** Right-to-left languages among those that people read. */
const RIGHT_TO_LEFT = /^(ar|fa|he|ur|ps|sd|ug|yi|dv|ckb)\b/;
const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });

const number = (value: number) => String(Math.round(value * 100) / 100);
/** Numbers of a template rounded, everything else as it is: what comes from outside never gets here but as outlines. */
function svg(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.reduce((all, part, i) => {
    const value = values[i - 1];
    return all + (typeof value === "number" ? number(value) : (value ?? "")) + part;
  });
}

/**
 * An SVG in the making. Texts become outlines, so that it looks the same everywhere and needs no fonts. In a
 * language that is read from right to left everything is mirrored but the letters themselves.
 */
export class Canvas {
  readonly width: number;
  readonly lang: string;
  readonly mirrored: boolean;
  readonly #glyphs = new Map<string, string>();
  readonly #lines = new Map<string, Line>();
  readonly #body: string[] = [];

  constructor(width: number, lang: string) {
    this.width = width;
    this.lang = lang;
    this.mirrored = RIGHT_TO_LEFT.test(lang);
  }

  #x(x: number, width = 0): number {
    return this.mirrored ? this.width - x - width : x;
  }

  rect(
    x: number,
    y: number,
    width: number,
    height: number,
    fill: string,
    { radius = 0, opacity = 1 } = {},
  ): void {
    if (width <= 0 || height <= 0) return;
    const round = radius > 0 ? svg` rx="${Math.min(radius, width / 2, height / 2)}"` : "";
    const clear = opacity < 1 ? svg` fill-opacity="${opacity}"` : "";
    this.#body.push(
      svg`<rect x="${this.#x(x, width)}" y="${y}" width="${width}" height="${height}" fill="${fill}"${round}${clear}/>`,
    );
  }

  circle(x: number, y: number, radius: number, fill: string): void {
    this.#body.push(svg`<circle cx="${this.#x(x)}" cy="${y}" r="${radius}" fill="${fill}"/>`);
  }

  /** Through all points; closed where it is filled. */
  lines(
    points: readonly (readonly [number, number])[],
    {
      stroke = "none",
      fill = "none",
      width = 1,
      dash = "",
    }: { stroke?: string; fill?: string; width?: number; dash?: string },
  ): void {
    const path = points.map(([x, y], i) => svg`${i === 0 ? "M" : "L"}${this.#x(x)} ${y}`).join("");
    const dashed = dash === "" ? "" : ` stroke-dasharray="${dash}"`;
    this.#body.push(
      svg`<path d="${path}${fill === "none" ? "" : "Z"}" fill="${fill}" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"${dashed}/>`,
    );
  }

  #line(text: string, isBold: boolean, isMono: boolean): Line {
    const key = `${isBold ? "b" : "r"}${isMono ? "m" : "p"}${text}`;
    const line = this.#lines.get(key) ?? shaped(text, { lang: this.lang, isBold, isMono });
    this.#lines.set(key, line);
    return line;
  }

  measure(text: string, { size, bold = false, mono = false }: Measured): number {
    return this.#line(text, bold, mono).width * size;
  }

  /** As much of a text as has room. */
  fitted(text: string, style: Measured, width: number): string {
    if (this.measure(text, style) <= width) return text;
    const letters = graphemes(text);
    let [fits, not] = [0, letters.length];
    while (not - fits > 1) {
      const middle = (fits + not) >> 1;
      const isIn = this.measure(`${letters.slice(0, middle).join("").trimEnd()}…`, style) <= width;
      if (isIn) fits = middle;
      else not = middle;
    }
    return `${letters.slice(0, fits).join("").trimEnd()}…`;
  }

  /** A text as lines of at most this width, broken between words. */
  wrapped(text: string, style: Measured, width: number): string[] {
    const lines: string[] = [];
    for (const { segment } of WORDS.segment(text.replace(/\s+/gu, " ").trim())) {
      const last = lines.at(-1);
      const longer = (last ?? "") + segment;
      if (last !== undefined && (segment.trim() === "" || this.measure(longer.trimEnd(), style) <= width))
        lines[lines.length - 1] = longer;
      else if (segment.trim() !== "") lines.push(segment);
    }
    return lines.map((line) => this.fitted(line.trim(), style, width));
  }

  /** Writes on a base line. */
  text(
    x: number,
    y: number,
    text: string,
    { size, fill, bold = false, mono = false, anchor = "start", width }: TextStyle,
  ): void {
    const shown = width === undefined ? text : this.fitted(text, { size, bold, mono }, width);
    const line = this.#line(shown, bold, mono);
    const room = line.width * size;
    const fromLeft = (anchor === "start") !== this.mirrored;
    let at = this.#x(x) - (anchor === "middle" ? room / 2 : fromLeft ? 0 : room);
    for (const { cut, glyphs, advance } of line.runs) {
      const scale = size / cut.upem;
      const heavier = isTooThin(cut, bold) ? svg` stroke="${fill}" stroke-width="${cut.upem / 32}"` : "";
      const uses = glyphs.map(({ id, x: right, y: up }) => {
        const name = this.#glyph(cut, id);
        return name === null ? "" : svg`<use xlink:href="#${name}" x="${right}" y="${up}"/>`;
      });
      this.#body.push(
        `<g transform="translate(${number(at)} ${number(y)}) scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})" fill="${fill}"${heavier}>${uses.join("")}</g>`,
      );
      at += advance * scale;
    }
  }

  /** Outlines that were made elsewhere, from their upper left corner; in the colour that they take from outside. */
  outlines(x: number, y: number, scale: number, fill: string, { body, left, top }: Outlines): void {
    const by = scale.toFixed(5);
    this.#body.push(
      `<g transform="translate(${number(x)} ${number(y)}) scale(${by}) translate(${number(-left)} ${number(-top)})" color="${fill}">${body}</g>`,
    );
  }

  #glyph(cut: Line["runs"][number]["cut"], id: number): string | null {
    const name = `${cut.id}${id}`;
    if (!this.#glyphs.has(name)) this.#glyphs.set(name, cut.font.glyphToPath(id));
    return this.#glyphs.get(name) === "" ? null : name;
  }

  /** The whole picture, on a ground of its own. */
  toSvg(height: number, ground: string, rim: string): string {
    const glyphs = [...this.#glyphs].map(([name, path]) =>
      path === "" ? "" : `<path id="${name}" d="${path}"/>`,
    );
    return [
      svg`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${this.width}" height="${height}" viewBox="0 0 ${this.width} ${height}">`,
      `<defs>${glyphs.join("")}</defs>`,
      svg`<rect x="0.5" y="0.5" width="${this.width - 1}" height="${height - 1}" rx="10" fill="${ground}" stroke="${rim}"/>`,
      ...this.#body,
      "</svg>",
    ].join("");
  }
}
