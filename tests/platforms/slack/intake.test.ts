import { expect, it } from "vitest";
import { correctName, type Member } from "../../../src/platforms/slack/intake.ts";
import type { People } from "../../../src/platforms/slack/people.ts";
import { ScriptedInbound } from "../harness.ts";

const NAMED: Member = {
  id: "U1",
  name: "Ada",
  provisional: false,
  isAdmin: false,
  isBot: false,
  isGuest: false,
  locale: null,
  timezone: null,
};
const WHO = { workspace: null, place: { team: "slack:T1", group: "C1" }, user: "U1" } as const;

/** The names put right after something was recorded, where Slack's word came before the look-up was asked for. */
async function corrected(recorded: Pick<Member, "provisional">, known: Member): Promise<string[]> {
  const inbound = new ScriptedInbound();
  const people: People = {
    known: () => known,
    ask: async () => known,
    later: async () => null,
    forget: () => undefined,
  };
  correctName({ people, inbound: inbound as never }, WHO, recorded);
  await Promise.resolve().then(() => undefined);
  return inbound.names.map(({ person }) => person.name);
}

it("a name that came while something was recorded under the id is put right", async () => {
  expect(await corrected({ provisional: true }, NAMED)).toEqual(["Ada"]);
});

it("a name that was recorded already, or that nobody knows, is not written again", async () => {
  expect(await corrected({ provisional: false }, NAMED)).toEqual([]);
  expect(await corrected({ provisional: true }, { ...NAMED, provisional: true })).toEqual([]);
});
