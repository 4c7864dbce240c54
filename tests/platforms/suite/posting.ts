import { expect } from "vitest";
import type { Reply } from "../../../src/engine/words/reply.ts";
import { plainOf } from "../../../src/words/inline.ts";
import { sampleDaily, sampleNotice, sampleQuestion, sampleResult } from "../samples.ts";
import { languages, saying } from "../speaking.ts";
import type { Checks } from "./checks.ts";
import { found, sight } from "./looking.ts";

/** What the bot does of its own accord. */
export function posting({ at, check }: Checks): void {
  check("posts once per key, even where the reply was lost", async () => {
    at().loseNextReply();
    let outcome = await at().platform.post(at().place, sampleDaily(), { key: "k1", repeat: false });
    for (let i = 0; i < 3 && outcome.kind !== "posted"; i++)
      outcome = await at().platform.post(at().place, sampleDaily(), { key: "k1", repeat: true });
    expect(outcome.kind).toBe("posted");
    await at().platform.post(at().place, sampleDaily(), { key: "k1", repeat: true });
    expect(at().ben.sees()).toHaveLength(1);
    await at().platform.post(at().place, sampleDaily(), { key: "k2", repeat: false });
    expect(at().ben.sees()).toHaveLength(2);
  });

  check("switches the answers of a practice question off, and shows its key without a seal", async () => {
    const outcome = await at().platform.post(at().place, sampleQuestion(), { key: "k1", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    const result = sampleResult({ mode: "practice", seal: null });
    expect(await at().platform.edit(at().place.team, outcome.message, result)).toEqual({ kind: "edited" });
    const message = await sight(at().ben, "Each layer adds");
    expect(message.buttons).toEqual(["My answer"]);
    expect(message.text).not.toMatch(/seal/i);
    expect(message.text).not.toMatch(/of the day/i);
  });

  check("edits a message into its result and puts the summary into its thread", async () => {
    const outcome = await at().platform.post(at().place, sampleDaily(), { key: "k1", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    expect(await at().platform.edit(at().place.team, outcome.message, sampleResult())).toEqual({
      kind: "edited",
    });
    const message = await sight(at().ben, "Each layer adds");
    expect(message.ref).toEqual(outcome.message);
    expect(message.buttons).toEqual(["My answer"]);
    expect(message.text).toContain("salt receptive-field.c1 v1 B");
    const summary: Reply = {
      kind: "summary",
      visibility: "channel",
      lines: [saying("Six answered.")],
      top: [],
    };
    for (const repeat of [false, true]) {
      const put = await at().platform.postInThread(at().place.team, outcome.message, summary, {
        key: "s1",
        repeat,
      });
      expect(put.kind).toBe("posted");
    }
    expect(
      at()
        .thread(outcome.message)
        .map((m) => m.text),
    ).toEqual([expect.stringContaining("Six answered.")]);
    await at().deleteMessage(outcome.message);
    expect(await at().platform.edit(at().place.team, outcome.message, sampleResult())).toEqual({
      kind: "gone",
    });
  });

  check("says what is missing where it may not write", async () => {
    const outcome = await at().platform.post(at().lockedPlace, sampleDaily(), { key: "k1", repeat: false });
    expect(outcome).toMatchObject({
      kind: "refused",
      reason: expect.stringMatching(/^(permission-lost|not-a-member)$/),
    });
    const needs = { reactions: true, thread: true, ping: null };
    const missing = await at().platform.missingPermissions(at().lockedPlace, needs);
    expect(missing.length).toBeGreaterThan(0);
    for (const one of missing) expect(plainOf(languages.of("en").rich(one.how)).length).toBeGreaterThan(10);
    expect(await at().platform.missingPermissions(at().place, needs)).toEqual([]);
  });

  check("tells when a channel is gone or the bot was removed", async () => {
    await at().deleteChannel(at().lockedPlace);
    await found(() => at().inbound.gone[0], "channelGone()");
    expect(at().inbound.gone).toEqual([at().lockedPlace]);
    expect(
      await at().platform.post(at().lockedPlace, sampleDaily(), { key: "k", repeat: false }),
    ).toMatchObject({
      kind: "refused",
      reason: "channel-gone",
    });
    expect(await at().platform.isIn(at().place.team)).toBe(true);
    await at().removeBot();
    await found(() => at().inbound.leftTeams[0], "left()");
    expect(at().inbound.leftTeams).toEqual([at().place.team]);
    expect(await at().platform.isIn(at().place.team)).toBe(false);
  });

  check("a server in trouble is unsure or failed, never posted and never thrown", async () => {
    at().breakServer(true);
    const outcome = await at().platform.post(at().place, sampleDaily(), { key: "k1", repeat: false });
    expect(["unsure", "failed"]).toContain(outcome.kind);
    const edit = await at().platform.edit(
      at().place.team,
      { channel: at().place.group, message: "1" },
      sampleResult(),
    );
    expect(edit.kind).toBe("failed");
    at().breakServer(false);
  });

  check(
    "opens a room that its members and nobody else sees, the same one again after a lost reply",
    async () => {
      const { platform, place, ada, ben } = at();
      const members = [ada.person.id, ben.person.id];
      const name = saying("Mock interview: Ada and Ben");
      at().loseNextReply("room");
      let room = await platform.openRoom(place, members, name, { repeat: false, age: 0 });
      for (let i = 0; i < 3 && room.kind === "failed"; i++)
        room = await platform.openRoom(place, members, name, { repeat: true, age: 60_000 });
      if (room.kind !== "open") throw new Error(room.kind);
      const again = await platform.openRoom(place, members, name, { repeat: true, age: 60_000 });
      expect(again).toEqual(room);
      const posted = await platform.postInRoom(place, room.channel, sampleNotice("For the two of you."), {
        ...{ key: "r1", repeat: false },
      });
      expect(posted.kind).toBe("posted");
      for (const member of [ada, ben])
        expect(member.room(room.channel).map(({ text }) => text)).toEqual([
          expect.stringContaining("For the two of you."),
        ]);
      expect(at().closed.room(room.channel)).toEqual([]);
      expect(ada.sees()).toEqual([]);
    },
  );

  check("opens no room for somebody who is not there", async () => {
    const { platform, place, ada } = at();
    const members = [ada.person.id, place.team.startsWith("slack") ? "U0NOBODY" : "1"];
    const room = await platform.openRoom(place, members, saying("A room"), { repeat: false, age: 0 });
    expect(room).toEqual({ kind: "refused", missing: [] });
  });

  check("tells a member directly, and says when that is not possible", async () => {
    expect(
      await at().platform.tell(
        at().place.team,
        at().ben.person.id,
        sampleNotice("Your schedule paused."),
        at().place.group,
      ),
    ).toEqual({ kind: "told" });
    expect(
      at()
        .ben.directMessages()
        .map((m) => m.text),
    ).toEqual([expect.stringContaining("Your schedule paused.")]);
    const { id } = at().closed.person;
    const told = await at().platform.tell(at().place.team, id, sampleNotice("Not read."), at().place.group);
    expect(told.kind).toBe("refused");
  });
}
