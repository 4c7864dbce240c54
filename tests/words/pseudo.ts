import { IntlMessageFormat } from "intl-messageformat";
import { createLanguages, type Languages } from "../../src/words/languages.ts";
import type { Catalogue } from "../../src/words/words.ts";
import { catalogueOf } from "./messages.ts";

const ACCENTS: Readonly<Record<string, string>> = {
  a: "á",
  e: "ê",
  i: "ï",
  o: "ø",
  u: "ü",
  A: "Å",
  E: "É",
  O: "Ö",
  c: "ç",
  n: "ñ",
  s: "š",
};

type Ast = ReturnType<IntlMessageFormat["getAst"]>;

/** Longer by two fifths, accented, and between marks of another direction. */
function stretched(text: string): string {
  const accented = [...text].map((c) => ACCENTS[c] ?? c).join("");
  const room = Math.ceil(text.trim().length * 0.4);
  return room === 0 ? accented : `\u200F${accented}${"~".repeat(room)}\u200E`;
}

/** The message again with its literal texts changed. */
function rewritten(ast: Ast): string {
  return ast
    .map((element): string => {
      if (element.type === 7) return "#";
      if (element.type === 0) return stretched(element.value).replace(/[{}<>']/g, (c) => `'${c}'`);
      if ("options" in element) {
        const options = Object.entries(element.options)
          .map(([key, option]) => `${key} {${rewritten(option.value)}}`)
          .join(" ");
        return `{${element.value}, ${element.type === 6 ? "plural" : "select"}, ${options}}`;
      }
      if ("children" in element) return `<${element.value}>${rewritten(element.children)}</${element.value}>`;
      return `{${element.value}}`;
    })
    .join("");
}

/** A language that nobody speaks: what breaks in it will break in some language that people do. */
export function pseudoCatalogue(): Catalogue {
  return Object.fromEntries(
    Object.entries(catalogueOf("en")).map(([id, message]) => [
      id,
      rewritten(new IntlMessageFormat(message, "en").getAst()),
    ]),
  );
}

export const PSEUDO = "en-XA";

export function pseudoLanguages(): Languages {
  return createLanguages(
    new Map([
      ["en", catalogueOf("en") as Catalogue],
      [PSEUDO, pseudoCatalogue()],
    ]),
  );
}
