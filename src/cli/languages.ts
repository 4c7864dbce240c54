import { LOCALES, lacking, readCatalogues } from "../words/languages.ts";

/** Lists what each language lacks, to be translated before a release. */
const catalogues = readCatalogues(LOCALES);
const found = [...lacking(catalogues)].sort(([a], [b]) => a.localeCompare(b));
for (const [language, ids] of found) {
  const held = Object.keys(catalogues.get(language) ?? {}).length;
  console.log(`${language}: ${held} messages, ${ids.length === 0 ? "complete" : `${ids.length} missing`}`);
  for (const id of ids) console.log(`  ${id}: ${catalogues.get("en")?.[id as keyof object] ?? ""}`);
}
if (found.some(([, ids]) => ids.length > 0)) process.exitCode = 1;
