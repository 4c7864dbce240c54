import { beforeEach, expect, it } from "vitest";
import { cardOf } from "../../src/cards/index.ts";
import { LOCALES, loadLanguages } from "../../src/words/languages.ts";
import { BLOCKS, cardWith } from "../cards/samples/blocks.ts";
import { SAMPLES } from "../cards/samples.ts";
import { audit } from "./axe.ts";
import { onPage } from "./on-page.ts";

const words = loadLanguages(LOCALES).of("en");
const CARDS = [
  ...Object.values(SAMPLES).map((reply) => cardOf(reply, { words, can: (what) => what !== "praise" })),
  cardWith(...Object.values(BLOCKS)),
];

onPage("cards of every kind, one after the other", (stage) => {
  beforeEach(async () => {
    for (const [i, card] of CARDS.entries()) {
      await stage.web.chat.post(
        stage.web.place,
        { ...card, visibility: "channel" },
        { key: String(i), repeat: false },
      );
    }
  });

  it.each([
    ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
    ["desk", { viewport: { width: 1280, height: 800 } }],
  ])(
    "keep nobody out, light or dark, folded out (%s)",
    async (_, options) => {
      const page = await stage.window.page(`${stage.web.server.url}/?as=ada`, options);
      const articles = page.locator("#messages > li > article");
      await articles.nth(CARDS.length - 1).waitFor();
      for (const summary of await page.locator("summary").all()) await summary.evaluate((one) => one.click());
      expect([...new Set(await audit(page))]).toEqual([]);
    },
    120_000,
  );
});
