import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Say } from "../../../src/engine/words/say.ts";
import { plainOf } from "../../../src/words/inline.ts";
import { PERMISSIONS } from "../../stand-ins/discord/state.ts";
import { sampleQuestion } from "../samples.ts";
import { languages, saying } from "../speaking.ts";
import { type DiscordHarness, discordHarness } from "./harness.ts";

let at: DiscordHarness;
beforeEach(async () => {
  at = await discordHarness();
});
afterEach(async () => {
  expect(at.violations()).toEqual([]);
  await at.close();
});

const open = (group = at.place.group) =>
  at.platform.openRoom(
    { ...at.place, group },
    [at.ada.person.id, at.ben.person.id],
    saying("Mock interview"),
    { repeat: false, age: 0 },
  );
const named = (missing: readonly (string | Say)[]) =>
  missing.map((one) => (typeof one === "string" ? one : plainOf(languages.of("en").rich(one))));

describe("rooms on Discord", () => {
  it("names the permission where a private thread cannot be made", async () => {
    at.discord.deny(at.discord.general, PERMISSIONS.createPrivateThreads);
    const room = await open();
    expect(room.kind).toBe("refused");
    expect(room.kind === "refused" && named(room.missing)).toEqual(["Create Private Threads"]);
  });

  it("reach whoever writes into one that was closed meanwhile", async () => {
    const room = await open();
    if (room.kind !== "open") throw new Error(room.kind);
    const thread = at.discord.world.channels.get(room.channel);
    if (thread === undefined) throw new Error("no thread");
    thread.isArchived = true;
    const put = await at.platform.postInRoom(at.place, room.channel, sampleQuestion(), {
      key: "k",
      repeat: false,
    });
    expect(put).toMatchObject({ kind: "posted", message: { channel: thread.id } });
  });

  it("says that it takes a text channel where the group is a forum", async () => {
    const forum = at.discord.addChannel({ name: "questions", type: 15 });
    const room = await open(forum.id);
    expect(room.kind === "refused" && named(room.missing)).toEqual([expect.stringContaining("text channel")]);
  });

  it("names the voice channel beside the group's own, and none that is not for everybody", async () => {
    at.discord.general.parentId = "1";
    at.discord.addChannel({ name: "far", type: 2, parentId: "2" });
    const hidden = at.discord.addChannel({ name: "staff", type: 2, parentId: "1" });
    hidden.overwrites.push({ id: at.discord.guild.id, type: 0, allow: 0n, deny: PERMISSIONS.viewChannel });
    const near = at.discord.addChannel({ name: "near", type: 2, parentId: "1" });
    expect(await open()).toMatchObject({ kind: "open", voice: near.id });
  });
});
