import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { formOf } from "../../src/cards/forms.ts";
import { cardOf } from "../../src/cards/index.ts";
import type { Capability } from "../../src/cards/model.ts";
import { createPictures } from "../../src/pictures/index.ts";
import { LOCALES, loadLanguages } from "../../src/words/languages.ts";
import { LogBook } from "../platforms/harness.ts";
import { type WebHarness, webHarness } from "../platforms/web/harness.ts";
import { silentMeter } from "../silent-meter.ts";
import { fonts, pageOf, type Skin, serve, type Theme } from "../skins/page.ts";
import type { Reader } from "../skins/reader.ts";
import { type Draw, formOnDiscord, formOnSlack, NAMES, onDiscord, onSlack, placed } from "./payloads.ts";
import { type FormScene, POINTS, type Scene } from "./scenes.ts";

/** CSS pixels. */
export const WIDTHS = { phone: 390, desk: 1280 } as const;
export type Width = keyof typeof WIDTHS;

/** Shortly before the samples' questions close. */
export const NOW = 1_795_156_320_000;
const FORM = { discord: formOnDiscord, slack: formOnSlack } as const;
const TIMEZONE = "Europe/Berlin";
const UNFOLD = "for (const one of document.querySelectorAll('details')) one.open = true;";
const MEASURE = fileURLToPath(new URL("./measure.js", import.meta.url));

export const languages = loadLanguages(LOCALES);

export interface Shot {
  skin: Skin;
  theme: Theme;
  width: Width;
}

/** Where cards are shown as members see them. */
export interface Studio {
  /** A page with these scenes under each other, as a platform's client shows them. */
  show(scenes: readonly (Scene | FormScene)[], shot: Shot): Promise<Page>;
  /** The same in the playground, each in the article of its number. */
  play(scenes: readonly Scene[], shot: Omit<Shot, "skin">): Promise<Page>;
  close(): Promise<void>;
}

/** What is wrong on a page. */
export const problemsOf = async (page: Page): Promise<string[]> => {
  await page.addScriptTag({ path: MEASURE });
  return page.evaluate<string[]>("measure.problems()");
};

export async function openStudio(executablePath: string): Promise<Studio> {
  const browser: Browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  const pictures = createPictures({ log: new LogBook(), meter: silentMeter }, { patience: 60_000 });
  const draw: Readonly<Record<Skin, Draw>> = { discord: onDiscord(pictures), slack: onSlack(pictures) };
  const servers: WebHarness[] = [];
  let shown = 0;

  async function newPage({ theme, width }: Omit<Shot, "skin">) {
    const context = await browser.newContext({
      viewport: { width: WIDTHS[width], height: 900 },
      deviceScaleFactor: 2,
      colorScheme: theme,
      reducedMotion: "reduce",
      timezoneId: TIMEZONE,
      // Fonts come from elsewhere.
      bypassCSP: true,
    });
    const put = await serve(context);
    return { put, page: await context.newPage() };
  }

  return {
    async show(scenes, { skin, ...shot }) {
      const parts = await Promise.all(
        scenes.map(async (scene) => {
          const { id, language } = scene;
          const reader: Reader = { language, timezone: TIMEZONE, now: NOW, names: NAMES };
          const words = languages.of(language);
          const html =
            "form" in scene
              ? FORM[skin](formOf(scene.form, words, POINTS), reader)
              : await draw[skin](scene.reply, words, reader);
          return { id, language, html };
        }),
      );
      const { put, page } = await newPage(shot);
      await page.goto(put(`page-${shown++}`, pageOf(skin, shot.theme, parts)));
      await page.evaluate("document.fonts.ready");
      return page;
    },

    async play(scenes, shot) {
      const web = await webHarness(undefined, 0, pictures);
      servers.push(web);
      for (const [i, { language, reply }] of scenes.entries()) {
        const can = (what: Capability) => what !== "praise";
        const card = cardOf(placed(reply, "web"), { words: languages.of(language), can });
        await web.chat.post(web.place, card, { key: String(i), repeat: false });
      }
      const { page } = await newPage(shot);
      await page.goto(`${web.server.url}/?as=ada`);
      await page.addStyleTag({ content: fonts() });
      await page
        .locator("#messages > li")
        .nth(scenes.length - 1)
        .waitFor();
      await page.evaluate(UNFOLD);
      await page.evaluate("document.fonts.ready");
      return page;
    },

    async close() {
      await browser.close();
      await Promise.all(servers.map((web) => web.close()));
      await pictures.stop();
    },
  };
}
