import type mathjax from "mathjax";
import type { Outlines } from "./canvas.ts";
import { NoGlyph } from "./shape.ts";

/** As outlines, in no cache of its own, and without what it says for screen readers: the picture has words for them. */
const SETTINGS = {
  loader: { load: ["input/tex-base", "[tex]/ams", "[tex]/boldsymbol", "output/svg"] },
  tex: { packages: ["base", "ams", "boldsymbol"] },
  svg: { fontCache: "none" },
  startup: { typeset: false },
};

type Setter = Awaited<ReturnType<typeof mathjax.init>>;
let setter: Setter | undefined;

/** Reads what sets formulas, once. */
export async function readyToSet(): Promise<void> {
  setter ??= await (await import("mathjax")).default.init(SETTINGS);
}

const VIEW = /<svg [^>]*viewBox="(-?[\d.]+) (-?[\d.]+) ([\d.]+) ([\d.]+)"[^>]*>([\s\S]*)<\/svg>/;

/**
 * A formula as outlines, in thousandths of an em.
 * @throws NoGlyph where it is none, or has letters that its font lacks
 */
export function outlinesOf(tex: string): Outlines {
  if (setter === undefined) throw new Error("what sets formulas was not read");
  const set = setter.startup.adaptor.innerHTML(setter.tex2svg(tex, { display: true }));
  const [, left, top, width, height, body = ""] = VIEW.exec(set) ?? [];
  if (body === "" || /<text|merror/.test(body)) throw new NoGlyph(`a formula cannot be set: ${tex}`);
  return {
    body: body.replace(/ (?:data-[\w-]+|class)="[^"]*"/g, ""),
    ...{ left: Number(left), top: Number(top), width: Number(width), height: Number(height) },
  };
}
