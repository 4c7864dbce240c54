import type { Consent, OpinionStore, Written } from "../../engine/ports/store.ts";
import { RETENTION } from "../../engine/rules/retention.ts";
import type { TeamId } from "../../engine/words/place.ts";
import type { Context } from "./context.ts";
import { keysOf } from "./keys.ts";

/** Yes or no, and the server that was named. */
const encodeConsent = ({ sends, to }: Consent): string => `${sends ? "y" : "n"}|${to}`;

export function decodeConsent(text: string | null): Consent | null {
  return text === null ? null : { sends: text.startsWith("y"), to: text.slice(2) };
}

export async function writtenOf({ client }: Context, team: TeamId, learner: string): Promise<Written | null> {
  const { item, text } = await client.hgetall(keysOf(team).written(learner));
  return item === undefined || text === undefined ? null : { item, text };
}

export function opinionPart({ client, run }: Context): OpinionStore {
  return {
    readConsent: async (team, learner) => decodeConsent(await client.hget(keysOf(team).consents, learner)),

    setConsent: async (team, learner, consent) => {
      const keys = keysOf(team);
      const said = consent === null ? "" : encodeConsent(consent);
      await run("set_consent", [keys.consents, keys.written(learner)], [learner, said]);
    },

    putWritten: async (team, learner, { item, text }) => {
      await run("put_written", [keysOf(team).written(learner)], [item, text, RETENTION.written]);
    },

    takeWritten: async (team, learner, item) =>
      (await run("take_written", [keysOf(team).written(learner)], [item])) as string | null,

    reserveTokens: async (team, id, tokens, limit) =>
      (await run("reserve_tokens", [keysOf(team).tokens], [id, tokens, limit])) === 1,

    settleTokens: async (team, id, used) => {
      await run("settle_tokens", [keysOf(team).tokens], [id, used]);
    },
  };
}
