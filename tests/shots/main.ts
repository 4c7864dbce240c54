import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { findChromium, Window } from "../browser/browser.ts";
import { atSide, message, option, PLACE, type } from "../browser/playground.ts";
import { LogBook } from "../platforms/harness.ts";
import { fonts, SKINS, serve, THEMES } from "../skins/page.ts";
import { everyKind, FORM_SCENES, FULL, inLanguage, type Scene } from "./scenes.ts";
import { languages, openStudio, problemsOf, type Studio, WIDTHS, type Width } from "./studio.ts";
import { TELLING } from "./telling.ts";

/**
 * `npm run screenshots`: every card as members see it, written to a folder that is not kept;
 * `npm run screenshots slack-phone`: those of the looks whose names begin so; `npm run screenshots docs`: those of the
 * documents; `npm run screenshots docs board-discord`: one of them.
 */
const FOLDER = join(import.meta.dirname, "../../coverage/screenshots");

const chromium = findChromium();
if (chromium === null) throw new Error("There is no Chromium here; CHROMIUM_PATH says where one is.");

const LOOKS = (Object.keys(WIDTHS) as Width[]).flatMap((width) => THEMES.map((theme) => ({ theme, width })));
const cards: readonly Scene[] = [...everyKind("en"), ...FULL, ...languages.all.flatMap(inLanguage)];
let count = 0;

/** CSS pixels. */
const TALL = 6000;
/** Its pictures are there. Those elsewhere may be fetched only once they come into sight, and are not waited for. */
const loaded = (part: Locator) =>
  part.evaluate((one) =>
    Promise.all(
      [...one.querySelectorAll("img")].map((image) => {
        image.loading = "eager";
        return image.complete || new Promise((done) => image.addEventListener("load", done));
      }),
    ).then(() => undefined),
  );

/** Writes what is wrong on a page, and each of its parts as a picture. */
async function write(
  page: Page,
  name: string,
  scenes: readonly { id: string }[],
  part: (i: number) => string,
) {
  const folder = join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  for (const problem of await problemsOf(page)) console.log(`${name}: ${problem}`);
  // Whole where it would scroll in its frame, with pictures that are made when they come into sight.
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 0, height: TALL });
  for (const [i, { id }] of scenes.entries()) {
    const shown = page.locator(part(i));
    await shown.scrollIntoViewIfNeeded();
    await loaded(shown);
    await shown.screenshot({ path: join(folder, `${id}.png`) });
    count += 1;
  }
  await page.context().close();
}

/** Where the pictures of the documents are, which are kept. */
const DOCS = join(import.meta.dirname, "../../docs/images");

/** Small files, since they are kept. */
const QUALITY = 85;

async function keep(page: Page, name: string, part: string): Promise<void> {
  const clip = await page.locator(part).boundingBox();
  if (clip === null) throw new Error(`${name} is not to be seen`);
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", {
    format: "webp",
    quality: QUALITY,
    captureBeyondViewport: true,
    clip: { ...clip, scale: 1 },
  });
  writeFileSync(join(DOCS, `${name}.webp`), Buffer.from(data, "base64"));
  await page.context().close();
  count += 1;
}

/** The playground with a question of the day that has been answered. */
async function play(executablePath: string): Promise<void> {
  const app = await startApp(readConfig({ PORT: "0", PLAYGROUND: "on" }), {
    log: new LogBook(),
    clockOffset: () => 0,
    end: () => {},
    countInterval: 100,
  });
  const window = await Window.open(executablePath);
  const page = await window.page(`${app.url}/?as=ada&in=${PLACE.group}`, {
    deviceScaleFactor: 2,
    reducedMotion: "reduce",
    bypassCSP: true,
  });
  await serve(page.context());
  await page.addStyleTag({ content: fonts() });
  await type(page, "cnn");
  await option(message(page, "question"), "A").click();
  await message(page, "verdict").waitFor();
  await atSide(page, "Open today's question now");
  await message(page, "question").locator(".reactions").waitFor();
  await option(message(page, "question"), "B").click();
  await message(page, "sealed").waitFor();
  await page.locator("#standing").getByText("Your answer", { exact: false }).waitFor();
  await page.evaluate("document.fonts.ready");
  await message(page, "question").evaluate((one) =>
    one.scrollIntoView({ block: "start", behavior: "instant" }),
  );
  await page.evaluate("document.fonts.ready");
  await keep(page, "playground", "body");
  await window.close();
  await app.stop();
}

/** The telling ones alone, or those that are named, as wide as a phone, so that several stand side by side. */
async function tell(studio: Studio, executablePath: string, names: readonly string[]): Promise<void> {
  mkdirSync(DOCS, { recursive: true });
  const isWanted = (name: string) => names.length === 0 || names.includes(name);
  for (const { skin, theme, ...scene } of TELLING.filter(({ id }) => isWanted(id))) {
    const page = await studio.show([scene], { skin, theme, width: "phone" });
    for (const problem of await problemsOf(page)) console.log(`${scene.id}: ${problem}`);
    await keep(page, scene.id, ".shot");
  }
  if (isWanted("playground")) await play(executablePath);
}

async function all(studio: Studio, wanted: string): Promise<void> {
  for (const look of LOOKS) {
    const nameOf = (where: string) => `${where}-${look.width}-${look.theme}`;
    for (const skin of SKINS.filter((one) => nameOf(one).startsWith(wanted))) {
      const scenes = [...cards, ...FORM_SCENES];
      const page = await studio.show(scenes, { skin, ...look });
      await write(page, nameOf(skin), scenes, (i) => `.shot >> nth=${i}`);
    }
    if (!nameOf("web").startsWith(wanted)) continue;
    const page = await studio.play(cards, look);
    await write(page, nameOf("web"), cards, (i) => `#messages > li >> nth=${i}`);
  }
}

const studio = await openStudio(chromium);
const [what = "", ...names] = process.argv.slice(2);
const isForDocs = what === "docs";
await (isForDocs ? tell(studio, chromium, names) : all(studio, what));
await studio.close();
console.log(`${count} pictures in ${isForDocs ? DOCS : FOLDER}`);
