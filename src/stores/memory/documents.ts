import type { DocumentName, DocumentStore, Job } from "../../engine/ports/store.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { type KeptDocument, type State, setDue, teamOf } from "./state.ts";

const textOf = ({ kind, id }: DocumentName) => `${kind}/${id}`;

export function documentJob(team: TeamId, name: DocumentName): Job {
  return { kind: "document", place: { team, group: "" }, document: name };
}

/** Those that are still there, the first to be forgotten in front. */
function live(state: State, team: TeamId): [string, KeptDocument][] {
  const { documents } = teamOf(state, team);
  for (const [text, { until }] of documents) if (until <= state.clock()) documents.delete(text);
  return [...documents].sort(([a, one], [b, two]) => one.until - two.until || (a < b ? -1 : 1));
}

const nameOf = (text: string): DocumentName => {
  const [kind = "", id = ""] = text.split("/");
  return { kind, id };
};

/** What is of a learner alone goes; of the others the learner is taken off. */
export function forgetDocuments(state: State, team: TeamId, learner: string): void {
  const { documents } = teamOf(state, team);
  for (const [text, found] of live(state, team)) {
    if (!found.of.includes(learner)) continue;
    const of = found.of.filter((one) => one !== learner);
    if (of.length > 0) documents.set(text, { ...found, of, version: found.version + 1 });
    else {
      documents.delete(text);
      setDue(state, documentJob(team, nameOf(text)), null);
    }
  }
}

export function documentPart(state: State): DocumentStore {
  const found = (team: TeamId, name: DocumentName) =>
    live(state, team).find(([text]) => text === textOf(name))?.[1] ?? null;
  return {
    readDocument: async (team, name) => {
      const kept = found(team, name);
      return kept === null ? null : { version: kept.version, value: kept.value, of: [...kept.of] };
    },

    writeDocument: async (team, name, read, change) => {
      if ((found(team, name)?.version ?? 0) !== (read?.version ?? 0)) return false;
      const { documents } = teamOf(state, team);
      if (change === null) documents.delete(textOf(name));
      else {
        const { value, until } = change;
        documents.set(textOf(name), { version: (read?.version ?? 0) + 1, value, of: [...change.of], until });
      }
      setDue(state, documentJob(team, name), change?.dueAt ?? null);
      return true;
    },

    listDocuments: async (team, kind) =>
      live(state, team)
        .map(([text]) => nameOf(text))
        .filter((name) => name.kind === kind)
        .map(({ id }) => id),

    documentsOf: async (team, learner) =>
      live(state, team)
        .filter(([, { of }]) => of.includes(learner))
        .map(([text]) => nameOf(text)),
  };
}
