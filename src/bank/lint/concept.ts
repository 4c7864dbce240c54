import type { ConceptFile } from "../schema.ts";
import { type Rule, when } from "./rule.ts";

/** Characters; Discord cuts names in lists there. */
const LONGEST_NAME = 100;
const MOST = { references: 4, misconceptions: 4 } as const;

export const conceptRules: readonly Rule<ConceptFile>[] = [
  {
    id: "name",
    severity: "error",
    what: `Names are plain text of at most ${LONGEST_NAME} characters`,
    check: ({ name }) => [
      ...when(name.length > LONGEST_NAME, ["name"], `${name.length} characters: ${LONGEST_NAME} at most`),
      ...when(/[$`\\*_<>]/.test(name), ["name"], "a name is plain text, without code and formulas"),
    ],
  },
  {
    id: "link",
    severity: "error",
    what: "Every reference is a clean https address with a title of its own",
    check: ({ references }) =>
      references.flatMap(({ title, url }, i) => [
        ...when(!url.startsWith("https://"), ["references", i, "url"], "must begin with https://"),
        ...when(/\s|[<>"'`{}|\\^]|[.,;:!)]$/.test(url), ["references", i, "url"], "is not a clean address"),
        ...when(/https?:|[`<>\]]\(|[<>`]/.test(title), ["references", i, "title"], "a title is plain text"),
        ...when(
          references.findIndex((other) => other.url === url) < i,
          ["references", i, "url"],
          "is listed twice for this concept",
        ),
      ]),
  },
  {
    id: "retired-id",
    severity: "error",
    what: "No item has the id of one that was replaced",
    check: ({ choice, retired }) =>
      choice.flatMap(({ id }, i) =>
        when(
          retired.includes(id),
          ["choice", i, "id"],
          `${id} was another question: take the next free number`,
        ),
      ),
  },
  {
    id: "concept-lists",
    severity: "warning",
    what: `At most ${MOST.references} references and ${MOST.misconceptions} misconceptions`,
    check: (concept) =>
      (["references", "misconceptions"] as const).flatMap((list) =>
        when(
          concept[list].length > MOST[list],
          [list],
          `${concept[list].length} entries: ${MOST[list]} at most`,
        ),
      ),
  },
];
