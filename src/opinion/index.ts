import type { Opinions } from "../engine/ports/opinion.ts";
import type { OpenItem } from "../engine/words/item.ts";
import { createClient, type ModelSettings, TOKENS } from "./client.ts";
import { CLAIMS, heldClaims, messagesFor } from "./rubric.ts";

/** How long somebody who asked for an opinion waits for it, in milliseconds. */
const PATIENCE = 25_000;
/** Characters of an answer that are read. */
const READ = 4_000;
/** What messages need besides their bytes. */
const FRAME = 100;

interface Terms extends ModelSettings {
  /** Tokens of a team in a day. */
  perDay: number;
  /** Whether words can make a key point of an open question. */
  bears: (item: string, point: number, quote: string) => boolean;
  patience?: number;
}

/** Opinions of a language model on answers, held to the answers' own words. */
export function createOpinions({ perDay, bears, patience = PATIENCE, ...settings }: Terms): Opinions {
  const complete = createClient(settings, patience);
  const shown = (answer: string) => answer.slice(0, READ).replace(/\p{Cs}/gu, "");
  const asking = (item: OpenItem, answer: string) => messagesFor(item, shown(answer));
  return {
    model: settings.model,
    host: new URL(settings.baseUrl).host,
    perDay,
    // A token has a byte at least.
    most: (item, answer) =>
      FRAME + TOKENS + Buffer.byteLength(JSON.stringify([asking(item, answer), CLAIMS])),
    of: async (item, answer) => {
      const came = await complete(asking(item, answer), CLAIMS);
      if (came.kind === "none") return came;
      const held = heldClaims(item, answer, came.text, (point, quote) => bears(item.id, point, quote));
      const { tokens } = came;
      return held === null ? { kind: "none", why: "nonsense", tokens } : { kind: "held", held, tokens };
    },
  };
}
