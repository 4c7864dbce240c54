import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../browser/browser.ts";
import { SKINS } from "../skins/page.ts";
import { everyKind, FORM_SCENES, FULL, inLanguage, type Scene } from "./scenes.ts";
import { languages, openStudio, problemsOf, type Studio, type Width } from "./studio.ts";

const chromium = findChromium();
/** Every kind of card; on a phone, where there is least room, in every language, too. */
const SCENES: Readonly<Record<Width, readonly Scene[]>> = {
  phone: [...everyKind("en"), ...FULL, ...languages.all.flatMap(inLanguage)],
  desk: [...everyKind("en"), ...FULL],
};
const LOOKS = [...SKINS, "web" as const].flatMap(
  (skin) =>
    [
      [skin, "phone", "light"],
      [skin, "desk", "dark"],
    ] as const,
);

/** Spoils a page in every way that is looked for. */
const BREAK = `{
  const [first, second] = document.querySelectorAll(".markdown .line");
  first.textContent = "a".repeat(20) + " **raw** \\u0378";
  second.style.cssText = "width: 40px; white-space: nowrap";
  const label = document.querySelector(".button .label");
  label.textContent = "A label that is far too long for its button ".repeat(4);
  label.closest(".button").style.cssText = "position: relative; top: -70px";
}`;

/** `npm run screenshots` looks at more, and writes it down as pictures. */
describe.skipIf(chromium === null)("a card as its readers see it", () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await openStudio(chromium ?? "");
  });
  afterAll(() => studio?.close());

  it.each(LOOKS)(
    "is whole, and shows no markup and no missing letter: %s, %s, %s",
    async (skin, width, theme) => {
      const scenes = SCENES[width];
      const page = await (skin === "web"
        ? studio.play(scenes, { theme, width })
        : studio.show([...scenes, ...FORM_SCENES], { skin, theme, width }));
      const problems = await problemsOf(page);
      const texts = await page.evaluate<number>("measure.texts()");
      await page.context().close();
      expect(problems).toEqual([]);
      expect(texts).toBeGreaterThan(10 * scenes.length);
    },
    60_000,
  );

  it("reads from left to right where a name that is read from right to left stands first in a line", async () => {
    const winner = FULL.filter(({ id }) => id === "recap-names");
    for (const skin of SKINS) {
      const page = await studio.show(winner, { skin, theme: "light", width: "phone" });
      const line = page.locator("[dir=auto]", { hasText: "won the week" }).last();
      expect(await line.evaluate((one) => one.matches(":dir(ltr)"))).toBe(true);
      await page.context().close();
    }
  });

  it("would not be whole with words cut off, over each other, raw, or without letters", async () => {
    const page = await studio.show(inLanguage("en"), { skin: "discord", theme: "light", width: "phone" });
    await page.evaluate(BREAK);
    const found = (await problemsOf(page)).map((problem) => problem.split(":")[0]);
    for (const kind of ["clipped", "outside", "overlap", "raw", "tofu"]) expect(found).toContain(kind);
    await page.context().close();
  });
});
