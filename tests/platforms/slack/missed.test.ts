import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MessageRef } from "../../../src/engine/words/place.ts";
import { createSlack } from "../../../src/platforms/slack/index.ts";
import { silentMeter } from "../../silent-meter.ts";
import { react } from "../../stand-ins/slack/methods.ts";
import type { Message } from "../../stand-ins/slack/state.ts";
import { ScriptedInbound } from "../harness.ts";
import { sampleDaily } from "../samples.ts";
import { speaking } from "../speaking.ts";
import { found, pause } from "../suite/looking.ts";
import { makeHarness, memoryDeps, type SlackHarness } from "./harness.ts";

describe("reactions given on Slack while the bot was away", () => {
  let at: SlackHarness;
  let ref: MessageRef;
  let message: Message;
  beforeEach(async () => {
    at = await makeHarness("socket");
    const outcome = await at.platform.post(at.place, sampleDaily(), { key: "k", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    ref = outcome.message;
    const stored = at.channel.messages.find((m) => m.ts === ref.message);
    if (stored === undefined) throw new Error("the message is not up");
    message = stored;
  });
  afterEach(async () => {
    await at.close();
    expect(at.slack.violations).toEqual([]);
  });

  it("are read at the start: one letter counts, several and the bot's own do not", async () => {
    await at.platform.seedReactions(at.place.team, ref, 4);
    await at.platform.stop();
    const others = Array.from({ length: 4 }, (_, i) => at.team.addMember(`Member ${i}`));
    for (const { id } of others) react(message, "three", id);
    react(message, "two", at.ben.person.id);
    react(message, "thumbsup", at.ben.person.id);
    for (const name of ["one", "four"]) react(message, name, at.ada.person.id);
    const inbound = new ScriptedInbound();
    inbound.questions = [{ place: at.place, message: ref, reactions: true }];
    const next = speaking(
      createSlack(
        {
          mode: "socket",
          botToken: at.team.state.token,
          appToken: at.slack.appToken,
          apiUrl: at.slack.apiUrl,
        },
        { ...memoryDeps(), log: at.log, meter: silentMeter },
      ),
    );
    await next.start(inbound);
    await found(() => (inbound.calls.length === 5 ? true : null), "five reactions");
    await pause(50);
    const given = inbound.calls.map(({ press }) => [
      "person" in press ? press.person.id : "",
      "choice" in press ? press.choice : null,
      "found" in press && press.found,
    ]);
    expect(new Set(given.map((one) => one.join(" ")))).toEqual(
      new Set([...others.map(({ id }) => `${id} 2 true`), `${at.ben.person.id} 1 true`]),
    );
    await next.stop();
  });

  it("tell of a question that is gone, as adding the bot's own does", async () => {
    const gone = { ...ref, message: "1.000001" };
    expect(await at.platform.seedReactions(at.place.team, gone, 4)).toEqual({ kind: "gone" });
    at.inbound.questions = [{ place: at.place, message: gone, reactions: true }];
    for (const socket of at.slack.deliveries.sockets) socket.terminate();
    await found(() => at.inbound.goneMessages[0], "messageGone()");
    expect(at.inbound.goneMessages[0]).toEqual({ team: at.place.team, message: gone });
  });

  it("are read after a while without any connection", async () => {
    at.inbound.questions = [{ place: at.place, message: ref, reactions: true }];
    react(message, "two", at.ben.person.id);
    for (const socket of at.slack.deliveries.sockets) socket.terminate();
    await found(() => at.inbound.calls[0], "the reaction");
    expect(at.inbound.last("reaction")).toMatchObject({ choice: 1, found: true, message: ref });
  });
});
