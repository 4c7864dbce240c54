import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import { formOf } from "../../src/cards/forms.ts";
import { cardOf } from "../../src/cards/index.ts";
import type { Block, Card } from "../../src/cards/model.ts";
import type { Pictures } from "../../src/cards/ports.ts";
import { coverageOf } from "../../src/engine/rules/coverage.ts";
import { deal, pose } from "../../src/engine/rules/deal.ts";
import { canStrike } from "../../src/engine/rules/hints.ts";
import { ticksFor } from "../../src/engine/uses/mock-views.ts";
import {
  followUpReply,
  openAnswerReply,
  openCoverageReply,
  openPartReply,
  openQuestionReply,
  openResultReply,
  opinionReply,
} from "../../src/engine/uses/open-views.ts";
import { hintReply, questionReply, resultReply, verdictReply } from "../../src/engine/uses/views.ts";
import { decodeAction } from "../../src/engine/words/action-id.ts";
import { type Asked, refOf } from "../../src/engine/words/asked.ts";
import type { Item, OpenItem } from "../../src/engine/words/item.ts";
import { FORMS, type FormName, OPEN_PARTS } from "../../src/engine/words/press.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { choicesOf } from "../../src/engine/words/round.ts";
import { say } from "../../src/engine/words/say.ts";
import { draw as onDiscord } from "../../src/platforms/discord/draw/index.ts";
import { modal } from "../../src/platforms/discord/forms.ts";
import { createIllustrate } from "../../src/platforms/discord/illustrated.ts";
import { FILE } from "../../src/platforms/slack/draw/blocks.ts";
import { draw as onSlack } from "../../src/platforms/slack/draw/index.ts";
import { NEWEST, PLAIN } from "../../src/platforms/slack/draw/newest.ts";
import { formView } from "../../src/platforms/slack/forms.ts";
import { buttonsOf, draw as onThePage, type View } from "../../src/platforms/web/draw/index.ts";
import { createGallery } from "../../src/platforms/web/gallery.ts";
import { LIMITS as WEB } from "../../src/platforms/web/limits.ts";
import { LOCALES, loadLanguages } from "../../src/words/languages.ts";
import { itemOf } from "../dealt.ts";
import { messageRules, modalRules } from "../stand-ins/discord/rules.ts";
import { blockProblems, viewProblems } from "../stand-ins/slack/blocks.ts";
import { makeRound } from "../stores/fixtures.ts";
import { PSEUDO, pseudoLanguages } from "../words/pseudo.ts";
import { BLOCKS, cardWith } from "./samples/blocks.ts";
import { SAMPLES } from "./samples.ts";

/** In the longest language, where nothing can be done on the platform: the most words that there are. */
const READER = { words: pseudoLanguages().of(PSEUDO), can: () => false };

const languages = loadLanguages(LOCALES);

/** What is left of a formula that nobody set: a command, or a script in braces. */
const SLACK_TIME = /<!date[^>]*>/g;
const TEX = /\\[a-zA-Z]{2,}|[_^]\\?\{|\$\$/;

/** Every text in what a platform is sent. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

const rawTexIn = (drawn: unknown) =>
  textsIn(drawn)
    .filter((text) => TEX.test(text.replace(SLACK_TIME, "")))
    .map((text) => `raw TeX: ${text}`);

/** What the page would not show as it was meant: a button that does nothing, words cut short, too much for its stream. */
function pageProblems(view: View): string[] {
  const buttons = buttonsOf(view);
  const large = JSON.stringify(view).length > WEB.backlog / 4 ? ["too long for the stream"] : [];
  return [
    ...large,
    ...buttons.filter(({ id }) => decodeAction(id) === null).map(({ id }) => `no button of ours: ${id}`),
    ...[...view.chips, ...buttons.map(({ label }) => label)].filter((text) => /^$|…$/.test(text)),
  ];
}

const PICTURES: Pictures = {
  png: async () => ({ png: new Uint8Array(), width: 420, height: 300 }),
  svg: async () => "<svg/>",
};
const illustrated = createIllustrate(PICTURES);
const gallery = createGallery(PICTURES);

const isMade = (block: Block) => block.type === "picture" && block.source.kind === "made";
/** As Slack has it once a picture is one of its files. */
const asFile = (block: Block): Block =>
  block.type === "picture" && isMade(block)
    ? { ...block, source: { kind: "url", url: `${FILE}F0123456789` }, instead: null }
    : block;

/** The same of a card with the pictures that were made for it; nothing where it has none. */
async function refusedWithPictures(card: Card): Promise<string[]> {
  if (!card.blocks.some(isMade)) return [];
  const { first, rest, files } = await illustrated(card, card.visibility === "channel" ? "aloud" : "answer");
  const discord = [first, ...rest].flatMap((page) => messageRules.safeParse(page).error?.message ?? []);
  const slack = onSlack({ ...card, blocks: card.blocks.map(asFile) }, "whole", NEWEST).pages;
  return [
    ...discord.map((problem) => `Discord, with pictures: ${problem}`),
    ...[...files.map(({ alt = "" }) => alt), ...slack].flatMap(rawTexIn),
    ...(files.length > 10 ? [`Discord: ${files.length} files`] : []),
    ...slack.flatMap((page) => blockProblems(page)).map((problem) => `Slack, with pictures: ${problem}`),
    ...pageProblems(gallery.draw(card)).map((problem) => `page, with pictures: ${problem}`),
  ];
}

/**
 * What Discord, Slack or the page would refuse of a card, and what none of them can set.
 *
 * @param hasTex whether to look for it, too: it comes from the bank alone, so one language has it all
 */
function refused(card: Card, hasTex = true): string[] {
  const rawTex = hasTex ? rawTexIn : () => [];
  const { first, rest } = onDiscord(card);
  const discord = [first, ...rest].flatMap((page) => {
    const parsed = messageRules.safeParse(page);
    return [...(parsed.success ? [] : [parsed.error.message]), ...rawTex(page)];
  });
  // What stands in a channel is edited, and then has to fit one message.
  const drawn = [
    onSlack(card, "whole", NEWEST),
    ...(card.visibility === "channel" ? [onSlack(card, "tight", PLAIN)] : []),
  ];
  const slack = drawn.flatMap(({ pages }) =>
    pages.flatMap((page) => [...blockProblems(page), ...rawTex(page)]),
  );
  const view = onThePage(card);
  return [
    ...discord.map((problem) => `Discord: ${problem}`),
    ...slack.map((problem) => `Slack: ${problem}`),
    ...[...pageProblems(view), ...rawTex(view)].map((problem) => `page: ${problem}`),
  ];
}

/** As much as can be asked for at once. */
const ASKED: Asked = {
  topic: "a-name-of-forty-characters-as-ids-may-be",
  difficulty: "hard",
  kind: "open",
  company: "A company with a name of its own",
  role: "computer-vision-engineer",
  audience: "experienced",
};

/** An open question as the one of the day. */
function spoken(item: OpenItem): Reply[] {
  const made = makeRound({ id: "g-2026-11-20-ab12", opensAt: 1_795_165_200_000 });
  const round = { ...made, question: pose(item, "seed") };
  return [questionReply(round, 12_345, null), openResultReply(round, [3, 4, 0, 0], item.keyPoints)];
}

/** Everything that is ever said about an item. */
function repliesOn(item: Item): Reply[] {
  if (item.kind === "open") {
    const open = { ...item, ref: refOf(item.id, ASKED) };
    return [
      openQuestionReply(open, "channel", "Ada"),
      openAnswerReply(
        open,
        "What I wrote. ".repeat(200),
        {
          covered: item.keyPoints.map(({ point }) => ({ point, evidence: "What I wrote. ".repeat(200) })),
          contradictions: [1, 2, 3].map(() => ({
            statement: "What I wrote. ".repeat(200),
            why: item.workedAnswer.slice(0, 400),
          })),
        },
        true,
      ),
      ...[null, say("opinion.nonsense")].map((instead) =>
        opinionReply(open, {
          model: "some-model-with-a-long-name".repeat(3),
          instead,
          found: {
            covered: item.keyPoints.map(({ point }) => ({ point, evidence: "What I wrote. ".repeat(200) })),
            contradictions: item.keyPoints.map(() => ({
              statement: "What I wrote. ".repeat(200),
              why: item.workedAnswer.slice(0, 300),
            })),
          },
          missing: item.keyPoints,
        }),
      ),
      ...[[], ["0", "1"], item.keyPoints.map((_, i) => String(i))].map((ticked) =>
        openCoverageReply(open, coverageOf(item.keyPoints, ticked), true),
      ),
      ...OPEN_PARTS.map((part) => openPartReply(open, part)),
      ...spoken(item),
      ...item.followUps.flatMap((_, i) => [followUpReply(open, i, false), followUpReply(open, i, true)]),
    ].filter((reply) => reply !== null);
  }
  const made = makeRound({ id: "g-2026-11-20-ab12", opensAt: 1_795_165_200_000 });
  const round = { ...made, question: deal(item, "seed") };
  return [
    questionReply({ ...round, commitment: "f".repeat(64) }, 12_345, "Ada"),
    questionReply({ ...round, mode: "practice", answers: "buttons" }, 0, "Ada"),
    ...(canStrike(round.question)
      ? [
          hintReply({ ...round, mode: "practice" }, 2, item.trap ?? item.misconception ?? null, true),
          hintReply(round, 1, null, true),
        ]
      : []),
    resultReply(round, [1, 1, 1, 2, 1, 1], { names: ["Ada", "Ben"], more: 0 }),
    ...choicesOf(round.question).map((choice) =>
      verdictReply(round, choice, "practice", { points: 4, capped: true }),
    ),
  ];
}

const loaded = loadBank(join(import.meta.dirname, "../../questions"), FAMILIES);
if (loaded.kind === "refused") throw new Error("the bank is refused");
const { bank } = loaded;

describe("within every limit, in every language and in one two fifths longer and written both ways,", () => {
  it("stands every sample", () => {
    const found = Object.entries(SAMPLES).flatMap(([name, reply]) =>
      (["channel", "private"] as const).flatMap((visibility) =>
        refused({ ...cardOf(reply, READER), visibility }).map((problem) => `${name}: ${problem}`),
      ),
    );
    expect(found).toEqual([]);
  });

  it.each([2, 3, 5, 6])("stands a question with %i long options, its hint, verdicts and result", (count) => {
    const item = itemOf(count);
    const long = (text: string) => ({ text: text.padEnd(300, " and more"), because: text.repeat(40) });
    const made = { ...item, key: long("right"), distractors: item.distractors.map(({ text }) => long(text)) };
    expect(repliesOn(made).flatMap((reply) => refused(cardOf(reply, READER)))).toEqual([]);
  });

  it("stands every block", () => {
    expect(Object.values(BLOCKS).flatMap((block) => refused(cardWith(block)))).toEqual([]);
  });

  it.each(languages.all)("stands every sample: %s", (language) => {
    const readers = [true, false].map((can) => ({ words: languages.of(language), can: () => can }));
    const found = Object.entries(SAMPLES).flatMap(([name, reply]) =>
      (["channel", "private"] as const).flatMap((visibility) =>
        readers.flatMap((reader) =>
          refused({ ...cardOf(reply, reader), visibility }).map((problem) => `${name}: ${problem}`),
        ),
      ),
    );
    expect(found).toEqual([]);
  });

  const everyLanguage = [READER.words, ...languages.all.map((language) => languages.of(language))];
  it.each(everyLanguage)(
    "stands all that is said about every item of the bank: $language",
    async (words) => {
      const isLongest = words === READER.words;
      const reader = { words, can: () => false };
      const entries = bank.pool({ topics: [], difficulties: [], kinds: [] });
      let cards = 0;
      let drawn = 0;
      const found: string[] = [];
      for (const { id } of entries) {
        const item = bank.item(id, "a seed");
        if (item === null) found.push(`${id} is no item`);
        for (const reply of item === null ? [] : repliesOn(item)) {
          const card = cardOf(reply, reader);
          cards += 1;
          drawn += card.blocks.some(isMade) ? 1 : 0;
          const problems = [
            ...refused(card, isLongest),
            ...(isLongest ? await refusedWithPictures(card) : []),
          ];
          found.push(...problems.map((problem) => `${id} ${reply.kind}: ${problem}`));
        }
      }
      console.log(
        `limits: ${entries.length} items, ${cards} cards, ${drawn} with pictures, in ${words.language}`,
      );
      expect(drawn).toBeGreaterThan(300);
      expect(cards).toBeGreaterThan(10_000);
      expect(found).toEqual([]);
    },
    300_000,
  );

  it("stands every form, and what there is to tick of every open question, in full", () => {
    const open = bank.pool({ kinds: ["open"] }).flatMap(({ id }) => {
      const item = bank.item(id, "");
      // In a mock interview the red flags come below them.
      return item?.kind === "open" ? [item.keyPoints, ticksFor(item)] : [];
    });
    expect(open.length).toBeGreaterThan(200);
    const forms = (Object.keys(FORMS) as FormName[]).flatMap((name) => [
      ...(name === "tick" ? open : [[]]).map((points) => ({ name, points, words: READER.words })),
      ...languages.all.map((language) => ({
        name,
        points: name === "tick" ? (open[0] ?? []) : [],
        words: languages.of(language),
      })),
    ]);
    for (const { name, points, words } of forms) {
      const form = formOf(name, words, points);
      const dialog = modal(form, "receptive-field.c1", null);
      expect(modalRules.safeParse(dialog).error?.message).toBeUndefined();
      const context = { form: name, item: "receptive-field.c1" } as never;
      const view = formView(form, context);
      expect(viewProblems({ ...view }, "modal")).toEqual([]);
      if (name === "tick")
        for (const all of [dialog.components, view.blocks]) {
          const shown = JSON.stringify(all);
          expect(shown).not.toContain("…");
          expect(shown.match(/"value":"\d"/g)).toHaveLength(points.length);
        }
    }
  });

  it("is not what stands in a title of 300 letters that nobody cuts", () => {
    const page = { content: "x".repeat(2001), embeds: [], components: [] };
    expect(messageRules.safeParse(page).success).toBe(false);
    expect(
      blockProblems([{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }]),
    ).not.toEqual([]);
  });

  it("is not what holds raw TeX, a button that nobody knows, or a label that is cut", () => {
    const view = onThePage(cardWith(BLOCKS.text));
    expect(rawTexIn(view)).toEqual([]);
    for (const tex of ["\\frac{1}{2}", "x^{2}", "W_{ij}", "$$x$$"])
      expect(
        refused(cardWith({ type: "text", look: "plain", text: [{ type: "text", text: tex }] })),
      ).not.toEqual([]);
    const button = { id: "dlq:gone:x", label: "A label…", primary: false, choice: null, form: null };
    expect(pageProblems({ ...view, buttons: [button] })).toHaveLength(2);
  });
});
