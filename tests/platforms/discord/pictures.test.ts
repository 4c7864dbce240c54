import { afterEach, describe, expect, it } from "vitest";
import type { Drawing } from "../../../src/cards/drawing.ts";
import type { Picture, Pictures } from "../../../src/cards/ports.ts";
import type { BoardReply, RecapReply } from "../../../src/engine/words/reply.ts";
import { createIllustrate } from "../../../src/platforms/discord/illustrated.ts";
import { BLOCKS, cardWith } from "../../cards/samples/blocks.ts";
import { DIAGRAM } from "../../cards/samples/shared.ts";
import { SAMPLES } from "../../cards/samples.ts";
import { found, sight } from "../suite/looking.ts";
import { type DiscordHarness, discordHarness } from "./harness.ts";

const PNG: Picture = {
  png: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]),
  width: 420,
  height: 200,
};
const line = (rank: number, name: string, points: number) => ({ rank, learner: name, name, points });
const BOARD: BoardReply = {
  kind: "board",
  visibility: "private",
  period: "week",
  previous: false,
  scope: "group",
  topic: null,
  rows: [
    { ...line(1, "שרה", 90), you: false, moved: 2 },
    { ...line(2, "Ben", 40), you: true, moved: "new" },
  ],
  own: null,
  total: 2,
  page: 1,
  pages: 1,
  buttons: [],
};
const RECAP: RecapReply = {
  kind: "recap",
  visibility: "channel",
  monday: "2026-11-16",
  rows: [line(1, "Ada", 120), line(2, "Ben", 40)],
  days: [],
  lines: [],
  forgot: [],
  buttons: [],
};

describe("a board on Discord", () => {
  let at: DiscordHarness;
  const asked: Drawing[] = [];
  async function start(png: Pictures["png"] | null) {
    asked.length = 0;
    at = await discordHarness(
      {},
      1,
      undefined,
      png && {
        png: (drawing, look) => {
          asked.push(drawing);
          return png(drawing, look);
        },
        svg: async () => null,
      },
    );
  }
  afterEach(async () => {
    await at.close();
    expect(at.discord.violations).toEqual([]);
  });
  const recap = (repeat = false) => at.platform.post(at.place, RECAP, { key: "week", repeat });
  const embeds = () => [...at.discord.general.messages.values()].flatMap((one) => one.embeds);

  it("is a picture, with all of it in words for whoever does not see it", async () => {
    await start(async () => PNG);
    at.inbound.answer(BOARD);
    await at.ben.run("dlq-leaderboard", null, {});
    const message = await found(
      () => at.ben.sees().find(({ pictures = [] }) => pictures.length > 0),
      "a picture",
    );
    expect(message.private).toBe(true);
    expect(message.pictures).toEqual([
      {
        name: "picture-1.png",
        alt: "1. שרה, 90 points, up 2 places. 2. Ben, 40 points, you, new here.",
        size: 7,
      },
    ]);
    // Not a second time below the picture.
    expect(message.text).toContain("This channel, this week");
    expect(message.text).not.toContain("40 points");
    expect(asked).toMatchObject([
      { kind: "board", lang: "en", rows: [{ name: "שרה", moved: 2 }, { own: true }] },
    ]);
  });

  it("is text where pictures are off, or one cannot be made", async () => {
    for (const png of [null, async () => null]) {
      await start(png);
      at.inbound.answer(BOARD);
      await at.ben.run("dlq-leaderboard", null, {});
      const message = await sight(at.ben, "40 points");
      expect(message.pictures).toEqual([]);
      if (png === null) await at.close();
    }
  });

  it("is seen as text as well where its words are too many for what is said of a file", async () => {
    const illustrate = createIllustrate({ png: async () => PNG, svg: async () => null });
    const make = { kind: "board", lang: "en", title: "", rows: [], foot: "" } as const;
    const laidOf = (alt: string) =>
      illustrate(
        cardWith({ type: "picture", alt, source: { kind: "made", make }, instead: [BLOCKS.standings] }),
        "answer",
      );
    await start(null);
    const [short, long] = [await laidOf("Ada leads."), await laidOf("Ada leads. ".repeat(200))];
    expect(JSON.stringify(short.first)).not.toContain("40 points");
    expect(JSON.stringify(long.first)).toContain("40 points");
    expect(long.files.map(({ alt = "" }) => alt.length <= 1024)).toEqual([true]);
  });

  it("is acknowledged in time, however long its picture takes", async () => {
    let release = (_: Picture | null) => {};
    await start(() => new Promise((done) => (release = done)));
    at.inbound.answer(BOARD);
    await at.ben.run("dlq-leaderboard", null, {});
    await found(
      () => [...at.discord.general.messages.values()].find(({ loading }) => loading),
      "a placeholder",
    );
    release(PNG);
    const message = await found(
      () => at.ben.sees().find(({ pictures = [] }) => pictures.length > 0),
      "a picture",
    );
    expect(message.private).toBe(true);
  });

  it("of a week that is over is a picture in the channel, below what a notification says", async () => {
    await start(async () => PNG);
    await recap();
    const [message] = at.ben.sees();
    expect(message?.pictures).toHaveLength(1);
    expect(message?.text).toContain("The week of");
    // The small print stands below it.
    expect(embeds().map(({ image }) => image?.url)).toEqual(["attachment://picture-1.png", undefined]);
  });

  it.each([
    ["with its picture", [PNG, null]],
    ["as text", [null, PNG]],
  ] as const)("is not posted again where a try came through %s and nobody knew", async (_, luck) => {
    let tries = 0;
    await start(async () => luck[tries++] ?? null);
    const first = await recap();
    const again = await recap(true);
    expect(again).toEqual(first);
    expect(at.ben.sees()).toHaveLength(1);
  });

  it("stands in the question of the day where that has a diagram, which is not posted again either", async () => {
    for (const luck of [
      [PNG, null],
      [null, PNG],
    ]) {
      let tries = 0;
      await start(async () => luck[tries++] ?? null);
      const question = { ...SAMPLES.question, ping: null, previous: null, diagram: DIAGRAM };
      const ask = (repeat: boolean) => at.platform.post(at.place, question, { key: "r1", repeat });
      const first = await ask(false);
      const [message] = at.ben.sees();
      if (luck[0] === null) expect(message?.text).toContain("A grid of five by five");
      else expect(message?.pictures).toMatchObject([{ alt: DIAGRAM.alt }]);
      expect(message?.text).toContain("receptive field?");
      expect(await ask(true)).toEqual(first);
      expect(at.ben.sees()).toHaveLength(1);
      if (luck[0] !== null) await at.close();
    }
    expect(asked).toMatchObject([{ kind: "diagram", lang: "en", diagram: DIAGRAM }, {}]);
  });
});
