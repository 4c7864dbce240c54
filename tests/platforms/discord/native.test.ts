import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cardOf } from "../../../src/cards/index.ts";
import type { Block, Card } from "../../../src/cards/model.ts";
import { drawNative } from "../../../src/platforms/discord/draw/index.ts";
import { PATIENCE } from "../../../src/platforms/discord/limits.ts";
import { cardWith } from "../../cards/samples/blocks.ts";
import { SAMPLES } from "../../cards/samples.ts";
import { components, picturesIn, textsIn } from "../../stand-ins/discord/components.ts";
import { messageRules } from "../../stand-ins/discord/rules.ts";
import { sampleNotice, sampleQuestion, sampleStep } from "../samples.ts";
import { languages } from "../speaking.ts";
import { found, pause, sight } from "../suite/looking.ts";
import { longMarkup } from "../texts.ts";
import { squeezed } from "../texts-of.ts";
import { type DiscordHarness, discordHarness } from "./harness.ts";

describe("cards on Discord", () => {
  let at: DiscordHarness;
  beforeEach(async () => {
    at = await discordHarness();
  });
  afterEach(async () => {
    await at.close();
    expect(at.discord.violations).toEqual([]);
  });
  const shown = (words: string) =>
    found(() => at.members.ada.sees(at.place.group).findLast((m) => m.text.includes(words)), words);

  it("are all components where one person sees them, also where the store takes its time", async () => {
    at.inbound.answer(sampleNotice("At once."));
    await at.ada.run("dlq-me", null, {});
    expect(await shown("At once.")).toMatchObject({ private: true, native: true });
    at.inbound.answer(async () => {
      await pause(PATIENCE + 200);
      return sampleNotice("A little later.");
    });
    await at.ada.run("dlq-me", null, {});
    expect(await shown("A little later.")).toMatchObject({ private: true, native: true });
  });

  it("keep the words that a notification says where they are told to others, but for a board", async () => {
    at.inbound.answer(sampleQuestion({ visibility: "channel" }));
    await at.ada.run("dlq", null, {});
    await found(() => at.inbound.sentQuestions[0], "the question");
    at.inbound.answer(board());
    await at.ada.run("dlq-leaderboard", null, {});
    const ranks = await shown("Ada · 40 points");
    expect(at.members.ben.sees(at.place.group).map((m) => m.native)).toEqual([false, true]);
    expect(ranks).toMatchObject({ private: false, native: true });
    expect(ranks.styled[0]).toBe("### ");
  });

  it("stay all components in a session that began in a direct message with words of its own", async () => {
    const { ben } = at.members;
    const button = {
      label: "A",
      action: { verb: "session", session: "s-1", step: 1, act: "show" },
    } as const;
    await at.platform.tell(
      at.place.team,
      ben.user.id,
      { ...sampleNotice("Time to review."), buttons: [button] },
      at.place.group,
    );
    const told = await found(() => ben.directMessages()[0], "the message");
    expect(told.native).toBe(false);
    at.inbound.answer(sampleStep(1));
    ben.press(told.channelId, told.id, "A");
    const first = await found(() => ben.directMessages().find((m) => m.text.includes("1 of 10")), "a step");
    expect(first).toMatchObject({ id: told.id, native: true });
    expect(first.text).not.toContain("Time to review.");
    at.inbound.answer(sampleStep(2));
    ben.press(told.channelId, told.id, "B");
    await found(() => ben.directMessages().find((m) => m.text.includes("2 of 10")), "the next step");
    expect(ben.directMessages()).toHaveLength(1);
  });

  it("hand over a file where it can be seen", async () => {
    at.inbound.answer({ kind: "export", visibility: "private", filename: "data.json", json: "{}" });
    await at.ada.run("dlq-privacy", "export", {});
    const message = await found(() => at.ada.sees().find((m) => m.files.length > 0), "the file");
    expect(message.files).toEqual([{ name: "data.json", text: "{}" }]);
  });

  it("follow in more messages where they are long, the buttons under the first", async () => {
    const reply = sampleNotice("word ".repeat(2_000));
    at.inbound.answer({
      ...reply,
      buttons: [{ label: "A", action: { verb: "answer", round: "r1", choice: 0 } }],
    });
    await at.ada.run("dlq-me", null, {});
    await sight(at.ada, "word");
    await found(() => at.ada.sees()[2], "the third message");
    expect(at.ada.sees().map((m) => m.buttons)).toEqual([["A"], [], []]);
  });
});

const board = () =>
  ({
    kind: "board",
    visibility: "channel",
    period: "week",
    previous: false,
    scope: "group",
    topic: null,
    rows: [{ rank: 1, learner: "1", name: "Ada", points: 40, you: false }],
    own: null,
    total: 1,
    page: 1,
    pages: 1,
    buttons: [],
  }) as const;

describe("a card all of components", () => {
  const submit = {
    label: "Say which",
    primary: true,
    action: { verb: "tick", item: "a.c1" },
  } as const;
  const checklist: Block = {
    type: "checklist",
    label: "Which did you name?",
    hint: "More stars count more.",
    items: [{ value: "0", text: "The chain rule", note: "★", ticked: false }],
    submit,
  };

  it("has the button that opens a list below its items, beside a line of small print, and no second one", () => {
    const { first } = drawNative({ ...cardWith(checklist), buttons: [submit] });
    const [container] = first.components;
    expect(container.components.map(({ type }) => type)).toEqual([10, 10, 9]);
    expect(textsIn(components.parse(first.components)).at(-1)).toBe("-# More stars count more.");
    expect(JSON.stringify(first).split("Say which")).toHaveLength(2);
  });

  it("calls what somebody does outside of servers by words, not by an id", () => {
    const reader = { words: languages.of("en"), can: () => true };
    const { first } = drawNative(cardOf({ ...SAMPLES.profile, group: "@81384788765712384" }, reader));
    const said = textsIn(components.parse(first.components)).join(" ");
    expect(said).toContain("in your private practice");
    expect(said).not.toContain("81384788765712384");
  });

  it("has a picture with words for those who do not see it, and lines around ranks", () => {
    const picture: Block = {
      type: "picture",
      alt: "Ada leads.",
      source: { kind: "url", url: "https://example.org/a.png" },
      instead: [],
    };
    const standings: Block = {
      type: "standings",
      label: null,
      heads: { rank: "Place", who: "Name", value: "Points", note: "Movement" },
      rows: [
        {
          rank: 1,
          who: [{ type: "text", text: "Ada" }],
          value: "4",
          amount: 4,
          mark: null,
          note: null,
          member: null,
        },
      ],
    };
    const paragraph: Block = { type: "text", look: "plain", text: [{ type: "text", text: "Words." }] };
    const { first } = drawNative({
      ...cardWith(paragraph),
      blocks: [paragraph, standings, paragraph, picture],
    });
    expect(picturesIn(components.parse(first.components))).toEqual(["Ada leads."]);
    expect(first.components[0].components.map(({ type }) => type)).toEqual([10, 10, 14, 10, 14, 10, 12]);
  });

  it("never tears a text in two around a list that is ticked: what has no room goes over as a whole", () => {
    const long: Block = {
      type: "text",
      look: "plain",
      text: [{ type: "text", text: "word ".repeat(900).trim() }],
    };
    const card: Card = { ...cardWith(checklist), blocks: [long, checklist] };
    const { first, rest } = drawNative(card);
    const [before, ...after] = [first, ...rest].map((page) =>
      textsIn(components.parse(page.components)).join(" "),
    );
    expect(before).toContain("More stars count more.");
    expect(before).not.toContain("word");
    expect(after.join(" ")).toContain("Which did you name?");
    expect(after.join(" ").match(/word/g)).toHaveLength(900);
  });

  it("stays within 40 components and 4000 characters, whatever it says, and loses nothing", () => {
    const text = longMarkup.map(
      (value): Block => ({
        type: "details",
        summary: "More",
        blocks: [{ type: "text", look: "plain", text: [{ type: "text", text: value }] }],
      }),
    );
    const buttons = Array.from({ length: 25 }, (_, i) => ({
      label: `${i}`,
      primary: false,
      action: { verb: "report", item: `i${i}` } as const,
    }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (blocks) => {
        const card: Card = { ...cardWith(checklist), blocks: [checklist, ...blocks], buttons };
        const { first, rest } = drawNative(card);
        for (const page of [first, ...rest])
          expect(messageRules.safeParse(page).error?.message).toBeUndefined();
        const said = [first, ...rest].flatMap((page) => textsIn(components.parse(page.components)));
        expect(said.join("").split("More").length - 1).toBeGreaterThanOrEqual(blocks.length);
        expect(squeezed(said.join(""))).toContain("Thechainrule");
      }),
      { numRuns: 60 },
    );
  });
});
