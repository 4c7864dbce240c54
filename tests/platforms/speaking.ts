import type { ChatPlatform } from "../../src/cards/ports.ts";
import { createSpeaker, type Preferences, spoken } from "../../src/cards/speaker.ts";
import type { Platform } from "../../src/engine/ports/platform.ts";
import type { Piece, Say, WordId } from "../../src/engine/words/say.ts";
import { createLanguages } from "../../src/words/languages.ts";
import type { Catalogue } from "../../src/words/words.ts";
import { catalogueOf } from "../words/messages.ts";

/** Besides the words of the bot, messages that are nothing but what a test puts into them. */
const TEST_WORDS = { "test.text": "{text}", "test.parts": "{a}{b}{c}{d}{e}" };

export const languages = createLanguages(
  new Map([
    ["en", { ...catalogueOf("en"), ...TEST_WORDS } as Catalogue],
    ["de", catalogueOf("de") as Catalogue],
  ]),
);

/** A sentence with this text and no more. */
export const saying = (text: string): Say => ({ id: "test.text" as WordId, values: { text } });

/** A sentence of these pieces, five at most. */
export function sayingAll(pieces: readonly Piece[]): Say {
  const names = ["a", "b", "c", "d", "e"] as const;
  return {
    id: "test.parts" as WordId,
    values: Object.fromEntries(names.map((name, i) => [name, pieces[i] ?? ""])),
  };
}

/** Nobody has chosen a language. */
const NO_CHOICE: Preferences = {
  ofLearner: async () => null,
  known: () => null,
  ofGroup: async () => null,
};

/** The platform as the engine sees it: replies go in. */
export function speaking(chat: ChatPlatform): Platform {
  return spoken(
    chat,
    createSpeaker(languages, NO_CHOICE, () => chat.can),
  );
}
