import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { look } from "./browser.ts";
import { atSide, inBrowser, message, option, type } from "./playground.ts";

const REFUSAL = { status: 503, json: { message: "The bot is not running just now." } };

const focus = (page: Page) => look<string>(page, "focus()");

/** A network on which what is said to a form that was handed in waits until it is let go of, in order. */
async function slow(page: Page) {
  const waiting: ((isRefused: boolean) => Promise<void>)[] = [];
  let sent = 0;
  await page.route("**/form", async (route) => {
    sent += 1;
    const response = await route.fetch();
    waiting.push((isRefused) => route.fulfill(isRefused ? REFUSAL : { response }));
  });
  const next = async (isRefused: boolean) => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    await waiting.shift()?.(isRefused);
  };
  return { sent: () => sent, letGo: () => next(false), refuse: () => next(true) };
}

/** Opens the form of a button by its name. */
async function openForm(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).last().click();
  await page.locator("#dialog-text:focus").waitFor();
}

/** Hands in a form, and closes it while it is on its way. */
async function leaveOne(page: Page): Promise<void> {
  await openForm(page, "Report");
  await page.keyboard.type("Two options are right.");
  await page.keyboard.press("Control+Enter");
  await message(page, "notice").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#dialog").waitFor({ state: "hidden" });
}

/** Closes a form without sending it, in each way that there is. */
const CLOSED: [string, (page: Page) => Promise<void>][] = [
  ["Escape", (page) => page.keyboard.press("Escape")],
  ["Cancel", (page) => page.locator("#dialog-cancel").click()],
  ["Cancel, by keys", (page) => page.locator("#dialog-cancel").press("Enter")],
  ["a press beside it", (page) => page.mouse.click(3, 3)],
];

/** The question of the day, which all may answer; `kinds` of the one that is asked. */
async function askToday(page: Page, kinds: "quiz" | "open"): Promise<void> {
  await type(page, `daily set time:09:00 timezone:Europe/Berlin kinds:${kinds}`);
  await page.getByRole("button", { name: "Set it up" }).last().click();
  await page.getByText("is set.", { exact: false }).last().waitFor();
  await atSide(page, "Open today's question now");
  await message(page, "question").waitFor();
}

/** Does what has the message drawn again, and waits until it is. */
async function redrawn(page: Page, kind: string, does: () => Promise<unknown>): Promise<void> {
  const before = await message(page, kind).elementHandle();
  await does();
  await expect.poll(() => before?.evaluate((one) => one.isConnected)).toBe(false);
}

inBrowser("somebody who fills in a form", ({ open, window }) => {
  /** Chooses another language in another window of the same member, and waits until this one has it. */
  async function speakGerman(page: Page, other: Page): Promise<void> {
    await type(other, "language de");
    await expect.poll(() => page.evaluate<string>("document.documentElement.lang")).toBe("de");
  }

  async function reporter(): Promise<Page> {
    const page = await open("ada");
    await type(page, "cnn");
    await message(page, "question").waitFor();
    return page;
  }

  it("gives the focus to what came of a form, which may be there before the form is out of the way", async () => {
    const page = await reporter();
    const network = await slow(page);
    await openForm(page, "Report");
    await page.keyboard.type("Two options are right.");
    await page.keyboard.press("Control+Enter");
    await message(page, "notice").waitFor();
    expect(await page.locator("#dialog").isVisible()).toBe(true);
    await network.letGo();
    await page.locator("#dialog").waitFor({ state: "hidden" });
    await expect.poll(() => focus(page)).toBe(await message(page, "notice").getAttribute("id"));
  });

  it.each(CLOSED)("goes on at the button of a card that was drawn again, after %s", async (_way, close) => {
    const [page, other] = await Promise.all([open("ada"), open("ben")]);
    await askToday(page, "quiz");
    await openForm(page, "Report");
    await redrawn(page, "question", () => option(message(other, "question"), "A").click());
    await close(page);
    await page.locator("#dialog").waitFor({ state: "hidden" });
    await expect.poll(() => focus(page)).toBe("Report");
    await page.keyboard.press("Enter");
    await page.locator("#dialog-text:focus").waitFor();
  });

  it.each(CLOSED.slice(0, 2))(
    "goes on at the result, where the question closed, after %s",
    async (_way, close) => {
      const [page, other] = await Promise.all([open("ben"), open("ada")]);
      await askToday(other, "open");
      await openForm(page, "Write my answer");
      await page.keyboard.type("It takes the maximum.");
      await atSide(other, "Close it now");
      await message(page, "open-result").waitFor();
      await close(page);
      await page.locator("#dialog").waitFor({ state: "hidden" });
      await expect.poll(() => focus(page)).toBe(await message(page, "open-result").getAttribute("id"));
    },
  );

  it.each(CLOSED.slice(0, 2))(
    "goes on at the button of a page that changed its language, after %s",
    async (_way, close) => {
      const [page, other] = await Promise.all([reporter(), open("ada")]);
      await openForm(page, "Report");
      await speakGerman(page, other);
      await close(page);
      await page.locator("#dialog").waitFor({ state: "hidden" });
      await expect.poll(() => focus(page)).toBe("Report");
    },
  );

  it("goes on at what came of a form that was sent after its card was drawn again, in another language", async () => {
    const [page, other, ben] = await Promise.all([open("ada"), open("ada"), open("ben")]);
    await askToday(page, "quiz");
    const came = async () => message(page, "notice").getAttribute("id");
    await openForm(page, "Report");
    await redrawn(page, "question", () => option(message(ben, "question"), "A").click());
    await speakGerman(page, other);
    const before = await came();
    await page.keyboard.type("Two options are right.");
    await page.keyboard.press("Control+Enter");
    await page.locator("#dialog").waitFor({ state: "hidden" });
    await expect.poll(came).not.toBe(before);
    await expect.poll(async () => (await focus(page)) === (await came())).toBe(true);
  });

  it("goes on at what came of an answer that changed one which was sent in another window", async () => {
    const [page, other] = await Promise.all([open("ada"), open("ada")]);
    await askToday(other, "open");
    await openForm(page, "Write my answer");
    await page.keyboard.type("From this window.");
    await openForm(other, "Write my answer");
    await other.keyboard.type("From the other window.");
    await redrawn(page, "question", () => other.keyboard.press("Control+Enter"));
    await message(page, "open-sealed").waitFor();
    await page.keyboard.press("Control+Enter");
    await message(page, "open-sealed").getByText("From this window.").waitFor();
    await expect.poll(() => focus(page)).toBe(await message(page, "open-sealed").getAttribute("id"));
  });

  it("reads a form in the language in which the page is by now, with what is written in it", async () => {
    const [page, other] = await Promise.all([reporter(), open("ada")]);
    await openForm(page, "Report");
    await page.keyboard.type("Two options");
    await speakGerman(page, other);
    await page.keyboard.type(" are right.");
    expect(await page.inputValue("#dialog-text")).toBe("Two options are right.");
    const read = (part: string) => page.locator(`#dialog-${part}`).textContent();
    expect(await Promise.all(["title", "note", "cancel", "submit"].map(read))).toEqual([
      "Frage melden",
      "22 von 500",
      "Abbrechen",
      "Senden",
    ]);
  });

  it("takes what is written into a form that was closed and is opened again at once", async () => {
    const page = await reporter();
    await message(page, "question").getByRole("button", { name: "Report" }).focus();
    // The browser tells that a form was closed a moment later: here, after it is open again.
    await page.evaluate(`{
      const report = document.activeElement;
      report.click();
      document.querySelector("#dialog").close();
      report.click();
    }`);
    await page.keyboard.type("Two options are right.");
    await expect.poll(() => page.locator("#dialog-note").textContent()).toMatch(/^22 /);
    await page.locator("#dialog-submit").click();
    await page.getByText("Thank", { exact: false }).first().waitFor();
    expect(await page.locator("#dialog").isVisible()).toBe(false);
  });

  it("goes on writing into the next form while what came of the one before arrives", async () => {
    const page = await reporter();
    const network = await slow(page);
    await leaveOne(page);
    await openForm(page, "Report");
    await page.keyboard.type("The stem says");
    const answered = page.waitForResponse("**/form");
    await network.letGo();
    await (await answered).finished();
    await page.keyboard.type(" nothing.");
    expect(await page.inputValue("#dialog-text")).toBe("The stem says nothing.");
    expect(await page.locator("#dialog").isVisible()).toBe(true);
  });

  it("reads on the page, and not in the next form, that what was sent before did not arrive", async () => {
    const page = await reporter();
    const network = await slow(page);
    await leaveOne(page);
    await openForm(page, "Report");
    await page.keyboard.type("The stem says nothing.");
    const note = await page.locator("#dialog-note").textContent();
    await network.refuse();
    await page.locator("#alert", { hasText: "not running" }).waitFor({ state: "attached" });
    expect(await page.locator("#dialog-note").textContent()).toBe(note);
    expect(await page.inputValue("#dialog-text")).toBe("The stem says nothing.");
    await page.keyboard.press("Escape");
    await page.getByRole("alert").filter({ hasText: "not running" }).waitFor();
    window().errors.splice(0);
  });

  it("sends a form once, however often it is handed in while it is on its way", async () => {
    const page = await open("ada");
    await type(page, "kind:open private");
    await message(page, "open-question").waitFor();
    const network = await slow(page);
    await openForm(page, "Write my answer");
    await page.keyboard.type("It takes the maximum.");
    await page.keyboard.press("Control+Enter");
    await message(page, "open-answer").waitFor();
    await page.keyboard.type(" Of each window.");
    await page.keyboard.press("Control+Enter");
    // What is on its way is what is shown: nothing is written that would not arrive.
    expect(await page.inputValue("#dialog-text")).toBe("It takes the maximum.");
    await network.letGo();
    await page.locator("#dialog").waitFor({ state: "hidden" });
    await type(page, "help");
    await message(page, "help").waitFor();
    expect(network.sent()).toBe(1);
    expect(await page.locator("article[data-kind=open-answer]").count()).toBe(1);
  });

  it("keeps the focus on the button by which a form was sent, and sends it again by it", async () => {
    const page = await reporter();
    const network = await slow(page);
    await openForm(page, "Report");
    await page.keyboard.type("Two options are right.");
    for (const key of ["Tab", "Tab", "Enter"]) await page.keyboard.press(key);
    await message(page, "notice").waitFor();
    expect(await focus(page)).toBe("dialog-submit");
    expect(await page.locator("#dialog-submit").isDisabled()).toBe(true);
    await network.refuse();
    await page.locator("#dialog-note", { hasText: "not running" }).waitFor();
    expect(await focus(page)).toBe("dialog-submit");
    expect(await page.inputValue("#dialog-text")).toBe("Two options are right.");
    await page.keyboard.press("Enter");
    await network.letGo();
    await page.locator("#dialog").waitFor({ state: "hidden" });
    expect(network.sent()).toBe(2);
    window().errors.splice(0);
  });

  it("marks a text with the mouse beyond the edge of the form, which stays open; a press beside it closes it", async () => {
    const page = await reporter();
    await openForm(page, "Report");
    await page.keyboard.type("Two options are right.");
    const area = await page.locator("#dialog-text").boundingBox();
    const dialog = await page.locator("#dialog").boundingBox();
    if (area === null || dialog === null) throw new Error("there is no form");
    const drag = async (from: number, to: number) => {
      await page.mouse.move(from, area.y + 20);
      await page.mouse.down();
      await page.mouse.move(to, area.y + 20, { steps: 4 });
      await page.mouse.up();
    };
    const inside = area.x + 60;
    const beside = dialog.x - 40;
    await drag(inside, beside);
    await drag(beside, inside);
    await drag(dialog.x + 8, dialog.x + 8);
    expect(await page.locator("#dialog").isVisible()).toBe(true);
    expect(await page.inputValue("#dialog-text")).toBe("Two options are right.");
    await drag(beside, beside);
    await page.locator("#dialog").waitFor({ state: "hidden" });
  });

  it("sends what is a single line by Enter", async () => {
    const page = await open("ada");
    await type(page, "daily setup");
    const step = page.locator("article").last();
    await step.getByRole("button", { name: "Next", exact: true }).click();
    await step.getByText("Step 2 of 3").waitFor();
    await openForm(page, "Another time");
    await page.keyboard.type("18:35");
    await page.keyboard.press("Enter");
    await page.locator("#dialog").waitFor({ state: "hidden" });
    await step.getByText("18:35", { exact: false }).first().waitFor();
  });
});
