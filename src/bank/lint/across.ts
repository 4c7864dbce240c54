import type { ConceptFile } from "../schema.ts";
import type { Problem, Source } from "../source.ts";
import { nearDuplicates } from "./duplicates.ts";
import type { Severity } from "./rule.ts";

/** A rule that compares files with each other. */
interface AcrossRule {
  id: string;
  severity: Severity;
  what: string;
  check(concepts: readonly Source<ConceptFile>[]): Problem[];
}

interface Asked {
  text: string;
  id: string;
  /** Only another item's question can be a duplicate: one item may ask in several ways. */
  problem(message: string): Problem;
}

const questionsOf = (source: Source<ConceptFile>): Asked[] => [
  ...source.data.open.flatMap(({ id, prompt, also_asked }, i) => [
    { text: prompt, id, problem: (message: string) => source.problem(["open", i, "prompt"], message) },
    ...also_asked.map((text, j) => ({
      text,
      id,
      problem: (message: string) => source.problem(["open", i, "also_asked", j], message),
    })),
  ]),
  ...source.data.choice.map(({ id, stem }, i) => ({
    text: stem,
    id,
    problem: (message: string) => source.problem(["choice", i, "stem"], message),
  })),
];

export const acrossRules: readonly AcrossRule[] = [
  {
    id: "near-duplicate",
    severity: "error",
    what: "No question is close to another: character 5-grams with a Jaccard index of 0.8 or more",
    check: (concepts) => {
      const asked = concepts.flatMap(questionsOf);
      return nearDuplicates(asked.map(({ text }) => text)).flatMap(({ first, second, alike }) => {
        const [one, two] = [asked[first]!, asked[second]!];
        const percent = Math.floor(alike * 100);
        return two.problem(`asks the same as ${one.id} (${percent}% alike): ask for something else`);
      });
    },
  },
  {
    id: "reference-title",
    severity: "error",
    what: "A reference has one title in the whole bank",
    check: (concepts) => {
      const titles = new Map<string, { title: string; file: string }>();
      return concepts.flatMap((source) =>
        source.data.references.flatMap(({ title, url }, i) => {
          const known = titles.get(url);
          if (!known) titles.set(url, { title, file: source.file });
          return known && known.title !== title
            ? source.problem(
                ["references", i, "title"],
                `${url} is called "${known.title}" in ${known.file}: use one title`,
              )
            : [];
        }),
      );
    },
  },
  {
    id: "company-spelling",
    severity: "error",
    what: "A company is spelt in one way in the whole bank",
    check: (concepts) => {
      const spellings = new Map<string, string>();
      return concepts.flatMap((source) =>
        source.data.open.flatMap(({ companies }, i) =>
          companies.flatMap((company, j) => {
            const known = spellings.get(company.toLowerCase());
            if (known === undefined) spellings.set(company.toLowerCase(), company);
            return known !== undefined && known !== company
              ? source.problem(
                  ["open", i, "companies", j],
                  `${company} is spelt ${known} elsewhere: use one spelling`,
                )
              : [];
          }),
        ),
      );
    },
  },
];
