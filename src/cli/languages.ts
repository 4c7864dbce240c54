import { behind, FALLBACK, LOCALES, readCatalogues } from "../words/languages.ts";

/** Lists what is left to do in each language before a release, and fails while anything is. */
const catalogues = readCatalogues(LOCALES);
const english: Readonly<Record<string, string>> = catalogues.get(FALLBACK) ?? {};
const all = [...behind(catalogues)].sort(([a], [b]) => a.localeCompare(b));
for (const [language, { missing, idle }] of all) {
  const left = [
    ...(missing.length === 0 ? [] : [`${missing.length} missing`]),
    ...(idle.length === 0 ? [] : [`${idle.length} that nobody says any more`]),
  ];
  const held = Object.keys(catalogues.get(language) ?? {}).length;
  console.log(`${language}: ${held} messages, ${left.length === 0 ? "complete" : left.join(", ")}`);
  for (const id of missing) console.log(`  + ${id}: ${english[id] ?? ""}`);
  for (const id of idle) console.log(`  - ${id}`);
  if (left.length > 0) process.exitCode = 1;
}
