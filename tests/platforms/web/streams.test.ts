import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LIMITS } from "../../../src/platforms/web/limits.ts";
import { sampleDaily, sampleNotice } from "../samples.ts";
import { found, sight } from "../suite/looking.ts";
import { type WebHarness, webHarness } from "./harness.ts";
import type { Visitor } from "./visitor.ts";

let web: WebHarness;
beforeEach(async () => {
  web = await webHarness();
});
afterEach(() => web.close());

const post = (key: string) =>
  web.platform.post(web.place, sampleNotice(`Message ${key}.`, "channel"), { key, repeat: false });
const lastId = (visitor: Visitor) => visitor.events.at(-1)?.id ?? "";

describe("a page's stream", () => {
  it("begins with a snapshot of who and what there is", async () => {
    await post("one");
    const page = web.visitor("ben");
    await page.connect();
    const { name, data } = await found(() => page.events[0], "the snapshot");
    expect(name).toBe("snapshot");
    expect(data).toMatchObject({ me: "ben", direct: "direct-ben", messages: [{ channel: "study-group" }] });
    page.leave();
  });

  it("gives a page that comes back what it missed, in order, and nothing twice", async () => {
    await post("one");
    const before = lastId(web.visitors.ben);
    await post("two");
    web.inbound.answer(sampleNotice("For Ada alone."));
    await web.ada.run("dlq-me", null, {});
    await sight(web.ada, "For Ada alone.");
    await post("three");
    const page = web.visitor("ben");
    await page.connect(before);
    await found(() => page.events[1], "the second missed event");
    await post("four");
    await found(() => page.events[2], "the next event");
    expect(page.events.map(({ name }) => name)).toEqual(["message", "message", "message"]);
    expect(JSON.stringify(page.events)).not.toContain("For Ada alone.");
    expect(page.messages.map(({ view }) => JSON.stringify(view.blocks))).toEqual(
      ["two", "three", "four"].map((key) => expect.stringContaining(`Message ${key}.`)),
    );
    page.leave();
  });

  it("starts anew for a page that was away too long, of another run, or that says nonsense", async () => {
    await post("one");
    const early = lastId(web.visitors.ben);
    const message = { channel: web.place.group, message: web.visitors.ben.messages[0]?.id ?? "" };
    for (let i = 0; i <= LIMITS.events; i++) await web.unsynced.seedReactions(web.place.team, message, 4);
    for (const id of [
      early,
      "another.1",
      "1",
      "",
      `${early.split(".")[0]}.999999`,
      `${early.split(".")[0]}.x`,
    ]) {
      const page = web.visitor("ben");
      await page.connect(id);
      expect((await found(() => page.events[0], `the snapshot after ${id}`)).name).toBe("snapshot");
      page.leave();
    }
  });

  it("is refused past the limit, and free again when pages have left", async () => {
    const pages = Array.from({ length: LIMITS.streams - 2 }, () => web.visitor("chidi"));
    for (const page of pages) expect(await page.connect()).toBe(200);
    const late = web.visitor("chidi");
    expect(await late.connect()).toBe(503);
    for (const page of pages) page.leave();
    let status = 503;
    for (let tries = 0; status !== 200 && tries < 100; tries++) status = await late.connect();
    expect(status).toBe(200);
    late.leave();
  });

  it("says when what was sent is settled, after its reply, to the sender alone", async () => {
    web.inbound.answer(sampleNotice("Done."));
    await web.visitors.ada.act("line", { line: "me" });
    await found(() => web.visitors.ada.events[2], "the settled event");
    expect(web.visitors.ada.events.map(({ name }) => name)).toEqual(["snapshot", "message", "settled"]);
    expect(web.visitors.ben.events.map(({ name }) => name)).toEqual(["snapshot"]);
  });

  it("drops the oldest messages of a channel that is full, on open pages too", async () => {
    const first = await post("first");
    const other = { ...web.place, group: "interview-prep" };
    await web.platform.post(other, sampleNotice("Elsewhere.", "channel"), { key: "e", repeat: false });
    for (let i = 1; i < LIMITS.messages; i++)
      await web.unsynced.post(web.place, sampleDaily(), { key: `${i}`, repeat: false });
    await post("last");
    const { ref } = await sight(web.ben, "Message last.");
    expect(web.ben.sees()).toHaveLength(LIMITS.messages);
    expect(web.ben.sees().at(-1)?.ref).toEqual(ref);
    expect(web.visitors.ben.messages.some(({ channel }) => channel === "interview-prep")).toBe(true);
    // The key of a message that is gone stands for nothing any more.
    expect(await post("first")).not.toEqual(first);
  });
});

describe("what the bot posts", () => {
  it("is refused where there is no such channel", async () => {
    const refused = { kind: "refused", reason: "channel-gone", missing: [] };
    const options = { key: "k", repeat: false };
    expect(await web.platform.post(web.lockedPlace, sampleDaily(), options)).toEqual(refused);
    const nowhere = { channel: "nowhere", message: "m0-1" };
    expect(await web.platform.postInThread(web.place.team, nowhere, sampleDaily(), options)).toEqual(refused);
  });

  it("keeps keys of channels and threads apart", async () => {
    const one = await post("same");
    if (one.kind !== "posted") throw new Error(one.kind);
    const options = { key: "same", repeat: false };
    const thread = await web.platform.postInThread(web.place.team, one.message, sampleDaily(), options);
    const other = await web.platform.post({ ...web.place, group: "interview-prep" }, sampleDaily(), options);
    expect(new Set([one, thread, other].map((outcome) => JSON.stringify(outcome))).size).toBe(3);
  });
});
