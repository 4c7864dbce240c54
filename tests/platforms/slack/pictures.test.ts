import { afterEach, describe, expect, it } from "vitest";
import type { Drawing } from "../../../src/cards/drawing.ts";
import type { Picture, Pictures } from "../../../src/cards/ports.ts";
import type { RecapReply } from "../../../src/engine/words/reply.ts";
import { BLOCKS, cardWith } from "../../cards/samples/blocks.ts";
import { found, pause, sight } from "../suite/looking.ts";
import { makeHarness, type SlackHarness } from "./harness.ts";

const PNG: Picture = { png: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255, 3]), width: 420, height: 200 };
const line = (rank: number, name: string, points: number) => ({ rank, learner: name, name, points });
const RECAP: RecapReply = {
  kind: "recap",
  visibility: "channel",
  monday: "2026-11-16",
  rows: [line(1, "שרה", 120), line(2, "Ben", 40)],
  days: [],
  lines: [],
  forgot: [],
  buttons: [],
};
const PODIUM: Drawing = { kind: "podium", lang: "en", title: "", rows: [] };
const shown = (make: Drawing, alt = "Ada leads.") =>
  cardWith({ type: "picture", alt, source: { kind: "made", make }, instead: [BLOCKS.standings] });
const mine = (card = shown(PODIUM)) => ({ ...card, visibility: "private" as const });

describe("a picture on Slack", () => {
  let at: SlackHarness;
  let asked: Drawing[];
  async function start(png: Pictures["png"] = async () => PNG) {
    asked = [];
    at = await makeHarness("socket", 1, {
      png: (drawing, look) => {
        asked.push(drawing);
        return png(drawing, look);
      },
      svg: async () => null,
    });
  }
  afterEach(async () => {
    await at.close();
    expect(at.slack.violations).toEqual([]);
  });
  const recap = (key = "week", repeat = false, place = at.place) =>
    at.platform.post(place, RECAP, { key, repeat });
  const messages = () => at.channel.messages.filter((m) => m.isBot);
  const images = () => messages().flatMap((m) => m.blocks.filter((block) => block.type === "image"));
  const text = () => JSON.stringify(messages().map((m) => m.blocks));
  const uploads = () =>
    at.slack.world.calls.filter(({ method }) => method === "files.completeUploadExternal");
  const notes = () => at.log.lines.filter(({ message }) => message.includes("shows no picture"));

  it("is the week's winners in the channel, with all of it in words for whoever does not see it", async () => {
    await start();
    expect((await recap()).kind).toBe("posted");
    expect(images()).toMatchObject([
      {
        slack_file: { id: expect.stringMatching(/^F/) },
        alt_text: expect.stringContaining("1. שרה, 120 points. 2. Ben, 40 points."),
      },
    ]);
    // Not a second time below the picture, and as a file nowhere else.
    expect(text().match(/120 points/g)).toHaveLength(1);
    expect(messages().flatMap(({ files }) => files)).toEqual([]);
    expect([...at.slack.world.uploads.values()].map(({ bytes }) => new Uint8Array(bytes))).toEqual([PNG.png]);
  });

  it("is uploaded once, however many channels it is for, and anew where it was deleted", async () => {
    await start();
    const places = Array.from({ length: 12 }, (_, i) => ({
      ...at.place,
      group: at.team.addChannel(`c${i}`).id,
    }));
    for (const outcome of await Promise.all(places.map((place) => recap("week", false, place))))
      expect(outcome.kind).toBe("posted");
    expect(uploads()).toHaveLength(1);
    expect(asked).toHaveLength(1);
    await recap();
    expect(uploads()).toHaveLength(1);
    expect(images()).toHaveLength(1);
    at.slack.world.uploads.clear();
    expect((await recap("next")).kind).toBe("posted");
    expect(images()).toHaveLength(1);
    expect(text()).toContain('"value":40');
  });

  it("is words where Slack takes no files, which is said once and not tried for every message", async () => {
    await start();
    at.team.state.scopes.delete("files:write");
    for (const key of ["a", "b", "c"]) expect((await recap(key)).kind).toBe("posted");
    expect(images()).toEqual([]);
    expect(messages()).toHaveLength(3);
    expect(asked).toHaveLength(1);
    expect(notes()).toMatchObject([{ fields: { detail: "missing_scope" } }]);
  });

  it("is words where the servers for files are in trouble, or Slack is asked too much", async () => {
    await start();
    at.slack.faults.uploads.status = 503;
    for (const key of ["a", "b"]) expect((await recap(key)).kind).toBe("posted");
    expect([images(), messages().length, asked.length]).toEqual([[], 2, 1]);
    expect(notes()).toHaveLength(1);
    await at.close();
    await start();
    at.slack.limit(at.team, "files.getUploadURLExternal", 60);
    expect((await recap()).kind).toBe("posted");
    expect(images()).toEqual([]);
    expect(text()).toContain('"value":40');
    expect(notes()).toEqual([]);
  });

  it("is words where Slack is not done with the file in a while, and its tables and charts stay", async () => {
    await start();
    at.slack.faults.uploads.scan = 600_000;
    expect((await recap()).kind).toBe("posted");
    await at.chat.post(at.place, cardWith(BLOCKS.table), { key: "table", repeat: false });
    expect(images()).toEqual([]);
    expect(text()).toContain('"value":40');
    expect(
      messages()
        .at(-1)
        ?.blocks.map(({ type }) => type),
    ).toContain("data_table");
    expect(notes()).toHaveLength(1);
  });

  it("does not make a post double that is found with other luck than it had", async () => {
    for (const luck of [true, false]) {
      let isMade = luck;
      await start(async () => (isMade ? PNG : null));
      at.slack.faults.uploads.scan = 0;
      at.loseNextReply();
      expect((await recap()).kind).toBe("unsure");
      expect(images()).toHaveLength(luck ? 1 : 0);
      isMade = !luck;
      at.slack.world.uploads.clear();
      expect((await recap("week", true)).kind).toBe("posted");
      expect((await at.platform.find(at.place, RECAP, { key: "week" })).kind).toBe("found");
      expect(messages()).toHaveLength(1);
      if (luck) await at.close();
    }
  });

  it("is seen by whoever asked alone, in a channel without the bot as words", async () => {
    await start();
    at.instead.card = mine();
    await at.ben.run("dlq-me", null, {});
    const message = await found(() => messages()[0], "a message");
    expect(message.onlyFor).toBe(at.ben.person.id);
    expect(message.blocks.map(({ type }) => type)).toContain("image");
    at.channel.members.delete(at.team.state.botUser);
    await at.ada.run("dlq-me", null, {});
    expect((await sight(at.ada, "40 points")).private).toBe(true);
  });

  it("is not waited for: its words are there when Slack takes the file slowly, and the picture the next time", async () => {
    await start();
    at.slack.faults.uploads.delay = 3000;
    at.instead.card = mine();
    await at.ben.run("dlq-me", null, {});
    await sight(at.ben, "40 points");
    expect(uploads()).toEqual([]);
    await found(() => uploads()[0], "the upload");
    await pause(100);
    await at.ben.run("dlq-me", null, {});
    await found(() => images()[0], "the picture");
    expect(uploads()).toHaveLength(1);
  });

  it("stays in a message that is changed", async () => {
    await start();
    const outcome = await at.chat.post(at.place, shown(PODIUM), { key: "k", repeat: false });
    if (outcome.kind !== "posted") throw new Error(outcome.kind);
    const edited = await at.chat.edit(at.place.team, outcome.message, shown(PODIUM, "Ben leads."));
    expect(edited.kind).toBe("edited");
    expect(images()).toMatchObject([{ alt_text: "Ben leads." }]);
    expect(uploads()).toHaveLength(1);
  });

  it("is seen as text as well where its words are too many for what is said of a picture", async () => {
    await start();
    await at.chat.post(at.place, shown(PODIUM, "Ada leads. ".repeat(300)), { key: "k", repeat: false });
    expect(images().map(({ alt_text: alt }) => String(alt).length <= 2000)).toEqual([true]);
    expect(text()).toContain("40 points");
  });

  it("is not made of what Slack draws by itself: boards, bars and lines", async () => {
    await start();
    const data = { form: "bars", categories: ["a"], series: [{ label: "b", values: [1] }] } as const;
    const foot = "";
    const drawings: Drawing[] = [
      { kind: "board", lang: "en", title: "", rows: [], foot },
      { kind: "page", lang: "en", title: "", parts: [{ part: "chart", title: "t", data }] },
    ];
    for (const [i, make] of drawings.entries())
      await at.chat.post(at.place, shown(make), { key: String(i), repeat: false });
    expect(asked).toEqual([]);
    expect(images()).toEqual([]);
  });
});
