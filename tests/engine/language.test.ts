import { beforeEach, describe, expect, it } from "vitest";
import { COMMANDS } from "../../commands/index.ts";
import type { Card } from "../../src/cards/model.ts";
import type { ChatInbound, ChatPlatform } from "../../src/cards/ports.ts";
import { createPreferences } from "../../src/cards/preferences.ts";
import { createSpeaker, spoken, worded } from "../../src/cards/speaker.ts";
import { createRegistry } from "../../src/command/define.ts";
import { createInbound } from "../../src/command/inbound.ts";
import type { Actor } from "../../src/engine/words/press.ts";
import type { WordId } from "../../src/engine/words/say.ts";
import { domainsOf } from "../../src/parts.ts";
import { createMemoryLimiter } from "../../src/stores/limits.ts";
import { plainOf, type Rich } from "../../src/words/inline.ts";
import { createLanguages, type Languages } from "../../src/words/languages.ts";
import type { Catalogue } from "../../src/words/words.ts";
import { languages as ours } from "../platforms/speaking.ts";
import { catalogueOf } from "../words/messages.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
beforeEach(() => {
  world = createWorld("2026-11-20T08:00:00Z");
});

/** The whole way from what is typed to what is read: in a server that reads `server`. */
function speaking(languages: Languages = ours, server: string | null = null) {
  const { store, platform, deps } = world;
  const cards: Card[] = [];
  const put = (card: Card, channel: string) => {
    cards.push(card);
    return { kind: "posted", message: { channel, message: `m${cards.length}` } } as const;
  };
  const chat: ChatPlatform = {
    name: "web",
    can: () => true,
    groupOf: async (channel) => channel,
    teamLocale: async () => server,
    teamName: async () => null,
    start: async () => {},
    stop: () => platform.stop(),
    ready: () => true,
    lost: () => null,
    post: async (place, card) => put(card, place.group),
    find: async () => ({ kind: "absent" }),
    edit: async (_team, message, card) => {
      put(card, message.channel);
      return { kind: "edited" };
    },
    postInThread: async (_team, message, card) => put(card, message.channel),
    tell: async (_team, learner, card) => {
      put(card, learner);
      return { kind: "told" };
    },
    linkTo: async () => null,
    openThread: async () => {},
    openRoom: async () => ({ kind: "refused", missing: [] }),
    rooms: async () => [],
    seedReactions: async () => ({ kind: "seeded" as const }),
    missingPermissions: async () => [],
    isIn: async () => true,
    whoLeft: async () => [],
    ownerOf: async () => null,
    ownedBy: async () => [],
  };
  const preferences = createPreferences(store, languages.all, chat.teamLocale, world.now);
  const speaker = createSpeaker(languages, preferences, () => chat.can);
  const out = spoken(chat, speaker);
  deps.languages = preferences;
  deps.platform = () => out;
  const inbound: ChatInbound = worded(
    createInbound({
      registry: createRegistry(COMMANDS),
      domains: domainsOf(deps.bank, languages),
      bot: world.bot,
      handlers: world.handlers,
      store,
      limiter: createMemoryLimiter(),
      log: deps.log,
      meter: deps.meter,
    }),
    speaker,
  );
  const typed = async (line: string, who = "ada", over: Partial<Actor> = {}): Promise<Card> => {
    const card = await inbound.line({ ...world.as(who), ...over, line });
    if (card === null) throw new Error("nothing came back");
    return card;
  };
  return { inbound, typed, cards };
}

/** All that a card says in its blocks. */
const read = (card: Card): string =>
  card.blocks
    .flatMap((block) => {
      if (block.type === "text") return [plainOf(block.text)];
      if (block.type === "words") return [block.label, ...block.words];
      return block.type === "facts" ? block.rows.map(({ value }: { value: Rich }) => plainOf(value)) : [];
    })
    .join("\n");

const labels = (card: Card | undefined) => card?.buttons.map(({ label }) => label);
const inLanguage = (language: string, id: WordId) => ours.of(language).plain(id);
const SHOWN: WordId = "privacy.shown";

describe("/dlq-language", () => {
  it("says in the chosen language, from that very reply on, which one it is", async () => {
    const { typed } = speaking();
    expect(read(await typed("language de"))).toContain("Ab jetzt spreche ich mit dir Deutsch.");
    expect(read(await typed("privacy show"))).toBe(inLanguage("de", SHOWN));
    expect(await world.store.readLanguage(world.place.team, "ada")).toBe("de");
    const told = read(await typed("language"));
    expect(told).toContain("wie von dir gewählt");
    expect(told).toContain("English und Deutsch");
    expect(read(await typed("privacy show", "ben"))).toBe(inLanguage("en", SHOWN));
  });

  it.each(["language Deutsch", "lang DE", "language language:de"])("understands %j", async (line) => {
    const { typed } = speaking();
    await typed(line);
    expect(await world.store.readLanguage(world.place.team, "ada")).toBe("de");
  });

  it("auto takes the choice back: the app's own language counts again", async () => {
    const { typed } = speaking();
    await typed("language de");
    expect(read(await typed("language auto"))).toContain("the language that your app reports");
    expect(await world.store.readLanguage(world.place.team, "ada")).toBeNull();
    expect(read(await typed("language"))).toContain("the language that your app reports");
  });

  it("refuses a language that it does not speak, and lists those that it does", async () => {
    const { typed } = speaking();
    await typed("language de");
    const card = await typed("language language:klingon", "ben");
    expect(card.tone).toBe("refusal");
    expect(read(card)).toContain("is not a known language");
    for (const one of ["auto", "en", "de"]) expect(read(card).split(/[\s,]+/)).toContain(one);
    expect(await world.store.readLanguage(world.place.team, "ben")).toBeNull();
    const slip = await typed("language language:klingonisch");
    expect(read(slip)).toContain("keine bekannte Sprache");
    expect(await world.store.readLanguage(world.place.team, "ada")).toBe("de");
  });

  it("is forgotten with all the rest, at once", async () => {
    const { typed, inbound } = speaking();
    await typed("language de");
    expect(read(await typed("privacy forget"))).toContain(inLanguage("de", "kept.language"));
    const gone = { ...world.as("ada"), action: { verb: "forget", learner: "ada" } as const };
    await inbound.button(gone);
    expect(read(await typed("privacy show"))).toBe(inLanguage("en", SHOWN));
    expect(inbound.languageOf(world.as("ada"))).toBeNull();
  });
});

describe("which language somebody reads", () => {
  it("is the chosen one, else that of the app, else that of the group, else that of the server", async () => {
    const { typed } = speaking(ours, "de-AT");
    const reads = async (locale: string | null) => {
      const text = read(await typed("privacy show", "ada", { locale }));
      return ["en", "de"].find((language) => text === inLanguage(language, SHOWN));
    };
    expect(await reads(null)).toBe("de");
    await world.bot.daily.set(world.as("admin"), { language: "en" });
    expect([await reads(null), await reads("de-CH"), await reads("de")]).toEqual(["en", "de", "de"]);
    // Nobody speaks it here, so it says nothing.
    expect(await reads("fr")).toBe("en");
    await typed("language en", "ada", { locale: "de" });
    expect(await reads("de")).toBe("en");
    await typed("language auto", "ada", { locale: "de" });
    expect(await reads("de")).toBe("de");
    await world.bot.daily.off(world.as("admin"));
    expect(await reads(null)).toBe("de");
    await world.bot.daily.set(world.as("admin"), { language: "en" });
    expect(await reads(null)).toBe("en");
    await world.bot.daily.set(world.as("admin"), { language: "auto" });
    expect(await reads(null)).toBe("de");
  });

  it("is the group's for all that stands in the channel, whoever asked for it", async () => {
    const { typed, cards } = speaking();
    const reportIn = (language: string) => inLanguage(language, "button.report");
    expect(labels(await typed("cnn"))).toContain(reportIn("en"));
    await world.bot.daily.set(world.as("admin"), { time: "09:00" });
    const changed = await typed("daily set language:de", "admin");
    expect(changed.kind).toBe("schedule");
    expect((await world.store.readGroup(world.place)).schedule?.language).toBe("de");
    expect(labels(await typed("cnn"))).toContain(reportIn("de"));
    // What is said to one alone stays in their own language.
    expect(labels(await typed("cnn private"))).toContain(reportIn("en"));
    await world.runTo("2026-11-20T09:00:00Z");
    expect(cards.at(-1)?.kind).toBe("question");
    expect(labels(cards.at(-1))).toContain(reportIn("de"));
    await world.bot.daily.close(world.as("admin"));
    await world.runTo("2026-11-20T09:05:00Z");
    const result = cards.find(({ kind }) => kind === "result");
    expect(labels(result)).toContain(inLanguage("de", "button.mine"));
  });

  it("is the group's as soon as a first setup is confirmed", async () => {
    const { typed, inbound } = speaking();
    await typed("cnn");
    const shown = await typed("daily set language:de 09:00", "admin");
    const action = shown.buttons[0]?.action;
    if (action?.verb !== "set-up") throw new Error("no button that sets it up");
    await inbound.button({ ...world.as("admin"), action });
    expect(labels(await typed("cnn"))).toContain(inLanguage("de", "button.report"));
  });

  it("is English for the words that German lacks, and German for the rest", async () => {
    const { [SHOWN]: _, ...rest } = catalogueOf("de");
    const { typed } = speaking(
      createLanguages(
        new Map([
          ["en", catalogueOf("en") as Catalogue],
          ["de", rest as Catalogue],
        ]),
      ),
    );
    await typed("language de");
    expect(read(await typed("privacy show"))).toBe(inLanguage("en", SHOWN));
    expect(read(await typed("privacy hide"))).toBe(inLanguage("de", "privacy.hidden"));
  });
});
