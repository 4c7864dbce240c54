import { writeFileSync } from "node:fs";
import { FAMILIES } from "../bank/families/index.ts";
import { problemLine } from "../bank/lint/report.ts";
import { packFolder } from "../bank/load.ts";

/**
 * Part of `npm run build`: checks the bank that ships with the bot and writes it beside the compiled code,
 * so that a start does not parse two megabytes of YAML.
 */
const packed = packFolder("questions", FAMILIES);
if (packed.kind === "refused") {
  console.error(
    [
      "The question bank has problems.",
      ...packed.problems.map((p) => problemLine(p, (file) => `questions/${file}`)),
    ].join("\n"),
  );
  process.exit(1);
}
writeFileSync("dist/questions.json", packed.json);
