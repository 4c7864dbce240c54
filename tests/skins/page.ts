import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { BrowserContext } from "playwright-core";
import { fontFiles } from "../../src/pictures/fonts.ts";
import { type Html, h, t } from "./html.ts";

export const SKINS = ["discord", "slack"] as const;
export type Skin = (typeof SKINS)[number];
export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Where the pages of the skins are; nobody but the browser of the tests knows the address. */
const HOST = "http://skins.test";
const FONTS = "/fonts/";

/** "NotoSansJP-Regular.otf" and "NotoSans_700Bold.ttf" as family and weight. */
function faceOf(file: string): { family: string; weight: number; name: string } {
  const name = basename(file);
  const [family = name] = name.split(/[_-]/);
  return { family, weight: name.includes("700Bold") ? 700 : 400, name };
}

const FACES = fontFiles().map((file) => ({ file, ...faceOf(file) }));
const FAMILIES = [...new Set(FACES.map(({ family }) => family))];

const read = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");

/** The fonts that the bot's pictures have, so that a page looks the same on every machine. */
export const fonts = (): string => {
  const faces = FACES.map(
    ({ family, weight, name }) =>
      `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("${HOST}${FONTS}${name}"); }`,
  );
  const others = (first: string) => FAMILIES.filter((one) => one !== first);
  const stack = (first: string) => ["NotoSans", first, ...others(first)].map((one) => `"${one}"`).join(", ");
  return [
    ...faces,
    `:root { --sans: ${stack("NotoSansJP")}, "DejaVu Sans", sans-serif; }`,
    // Chinese and Japanese share characters, and each has its own forms of them.
    `:lang(zh) { --sans: ${stack("NotoSansHans")}, "DejaVu Sans", sans-serif; font-family: var(--sans); }`,
  ].join("\n");
};

/** A part of a page that can be found and looked at by itself. */
export interface Shown {
  id: string;
  /** BCP 47. */
  language: string;
  html: Html;
}

/** Messages under each other, as a whole page. */
export function pageOf(skin: Skin, theme: Theme, parts: readonly Shown[]): string {
  const style = [fonts(), read("./common.css"), read(`./${skin}/style.css`)].join("\n");
  const body = parts.map(({ id, language, html }) =>
    h("section", { class: "shot", id, lang: language, "aria-label": id }, html),
  );
  return [
    "<!doctype html>",
    `<html lang="en" data-theme="${theme}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${t(skin)}</title><style>${style}</style></head>`,
    `<body>${body.join("\n")}</body></html>`,
  ].join("\n");
}

/** Lets the browser find pages that `put` was given, and their fonts. */
export async function serve(context: BrowserContext): Promise<(name: string, page: string) => string> {
  const pages = new Map<string, string>();
  await context.route(`${HOST}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const font = FACES.find(({ name }) => pathname === `${FONTS}${name}`);
    const page = pages.get(pathname.slice(1));
    if (font !== undefined)
      await route.fulfill({ path: font.file, headers: { "access-control-allow-origin": "*" } });
    else if (page !== undefined) await route.fulfill({ body: page, contentType: "text/html; charset=utf-8" });
    else await route.fulfill({ status: 404, body: "" });
  });
  return (name, page) => {
    pages.set(name, page);
    return `${HOST}/${name}`;
  };
}
