import { z } from "zod";
import type { Document, DocumentName, DocumentStore } from "../../engine/ports/store.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Context } from "./context.ts";
import { documentOf, keysOf, memberOf, textOfDocument } from "./keys.ts";

const learners = z.array(z.string());

async function read({ client }: Context, team: TeamId, name: DocumentName): Promise<Document | null> {
  const { version, value, of } = await client.hgetall(keysOf(team).document(name));
  if (version === undefined || value === undefined || of === undefined) return null;
  return { version: Number(version), value, of: learners.parse(JSON.parse(of)) };
}

async function named({ client, clock }: Context, team: TeamId, learner: string): Promise<DocumentName[]> {
  const texts = await client.zrangebyscore(keysOf(team).documentsOf(learner), `(${clock()}`, "+inf");
  return texts.flatMap((text) => documentOf(text) ?? []);
}

/** When it was to be forgotten is not kept with a document: it stays as it is. */
async function takeOff(context: Context, team: TeamId, name: DocumentName, learner: string): Promise<void> {
  const keys = keysOf(team);
  const parts = [keys.document(name), keys.documents(name.kind), keys.due, keys.documentsOf(learner)];
  const job = memberOf({ kind: "document", place: { team, group: "" }, document: name });
  await context.run("forget_document", parts, [learner, name.id, textOfDocument(name), job]);
}

/** What is of a learner alone goes; of the others the learner is taken off. */
export async function forgetDocuments(context: Context, team: TeamId, learner: string): Promise<void> {
  for (const name of await named(context, team, learner)) await takeOff(context, team, name, learner);
}

export function documentPart(context: Context): DocumentStore {
  const { client, run, clock } = context;
  return {
    readDocument: (team, name) => read(context, team, name),

    writeDocument: async (team, name, before, change) => {
      const keys = keysOf(team);
      const of = [...new Set(change?.of ?? [])];
      const gone = (before?.of ?? []).filter((learner) => !of.includes(learner));
      const holders = [...of, ...gone].map((learner) => keys.documentsOf(learner));
      const written = await run(
        "write_document",
        [keys.document(name), keys.documents(name.kind), keys.due, ...holders],
        {
          read: before?.version ?? 0,
          ...{
            id: name.id,
            name: textOfDocument(name),
            value: change?.value ?? null,
            of: JSON.stringify(of),
          },
          ...{ holders: of.length, ends: change?.until ?? null, at: change?.dueAt ?? null },
          job: memberOf({ kind: "document", place: { team, group: "" }, document: name }),
        },
      );
      return written === 1;
    },

    listDocuments: (team, kind) => client.zrangebyscore(keysOf(team).documents(kind), `(${clock()}`, "+inf"),

    documentsOf: (team, learner) => named(context, team, learner),
  };
}
