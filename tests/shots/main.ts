import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { findChromium } from "../browser/browser.ts";
import { SKINS, THEMES } from "../skins/page.ts";
import { everyKind, FORM_SCENES, FULL, inLanguage, type Scene } from "./scenes.ts";
import { languages, openStudio, problemsOf, WIDTHS, type Width } from "./studio.ts";

/** `npm run screenshots`: every card as members see it, written to a folder that is not kept. */
const FOLDER = join(import.meta.dirname, "../../coverage/screenshots");

const chromium = findChromium();
if (chromium === null) throw new Error("There is no Chromium here; CHROMIUM_PATH says where one is.");

const LOOKS = (Object.keys(WIDTHS) as Width[]).flatMap((width) => THEMES.map((theme) => ({ theme, width })));
const cards: readonly Scene[] = [...everyKind("en"), ...FULL, ...languages.all.flatMap(inLanguage)];
let count = 0;

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
  for (const [i, { id }] of scenes.entries()) {
    await page.locator(part(i)).screenshot({ path: join(folder, `${id}.png`) });
    count += 1;
  }
  await page.context().close();
}

const studio = await openStudio(chromium);
for (const look of LOOKS) {
  for (const skin of SKINS) {
    const scenes = [...cards, ...FORM_SCENES];
    const page = await studio.show(scenes, { skin, ...look });
    await write(page, `${skin}-${look.width}-${look.theme}`, scenes, (i) => `.shot >> nth=${i}`);
  }
  const page = await studio.play(cards, look);
  await write(page, `web-${look.width}-${look.theme}`, cards, (i) => `#messages > li >> nth=${i}`);
}
await studio.close();
console.log(`${count} pictures in ${FOLDER}`);
