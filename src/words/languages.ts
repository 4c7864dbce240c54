import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Catalogue, createWords, type Words } from "./words.ts";

export type { Words } from "./words.ts";

/** The catalogues of the project, beside the sources or the compiled code. */
export const LOCALES = fileURLToPath(new URL("../../locales", import.meta.url));

/** The language that has every word, and that others fall back to. */
export const FALLBACK = "en";

/** All languages that the bot speaks. */
export interface Languages {
  /** BCP 47, English first. */
  readonly all: readonly string[];
  /** The words of the nearest language that there is: pt-BR for "pt", English for one that there is not. */
  of(locale: string | null): Words;
  /** The language that a locale comes down to; null where there is none for it. */
  match(locale: string): string | null;
}

const file = z.record(z.string(), z.string());

/** Languages of given catalogues; one of them is English. */
export function createLanguages(catalogues: ReadonlyMap<string, Catalogue>): Languages {
  const english = catalogues.get(FALLBACK) ?? {};
  const all = [FALLBACK, ...[...catalogues.keys()].filter((language) => language !== FALLBACK).sort()];
  const words = new Map(all.map((one) => [one, createWords(one, catalogues.get(one) ?? {}, english)]));

  function match(locale: string): string | null {
    const wanted = locale.toLowerCase().replaceAll("_", "-");
    const exact = all.find((one) => one.toLowerCase() === wanted);
    if (exact !== undefined) return exact;
    const [base] = wanted.split("-");
    return all.find((one) => one.toLowerCase().split("-")[0] === base) ?? null;
  }

  return {
    all,
    match,
    of(locale) {
      const found = words.get((locale === null ? null : match(locale)) ?? FALLBACK);
      if (found === undefined) throw new Error("There is no English catalogue.");
      return found;
    },
  };
}

/** Reads `<language>.json` of a folder. Throws where a file is not an object of texts. */
export function readCatalogues(folder: string): ReadonlyMap<string, Catalogue> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(
    names.map((name) => [
      name.slice(0, -".json".length),
      file.parse(JSON.parse(readFileSync(join(folder, name), "utf8"))) as Catalogue,
    ]),
  );
}

export function loadLanguages(folder: string): Languages {
  return createLanguages(readCatalogues(folder));
}

/** How far a catalogue is behind the English one. */
export interface Behind {
  /** What it still says in English. */
  readonly missing: readonly string[];
  /** What nobody says any more. */
  readonly idle: readonly string[];
}

/** By language, what is left to do; nothing where it is complete. */
export function behind(catalogues: ReadonlyMap<string, Catalogue>): ReadonlyMap<string, Behind> {
  const english = catalogues.get(FALLBACK) ?? {};
  const without = (all: Catalogue, own: Catalogue) =>
    Object.keys(all).filter((id) => !Object.hasOwn(own, id));
  return new Map(
    [...catalogues].map(([language, own]) => [
      language,
      { missing: without(english, own), idle: without(own, english) },
    ]),
  );
}
