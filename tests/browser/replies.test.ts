import fc, { type Arbitrary } from "fast-check";
import { expect, it } from "vitest";
import type { Reply } from "../../src/engine/words/reply.ts";
import { REPLIES } from "../platforms/replies.ts";
import { sampleDaily, sampleNotice, sampleResult } from "../platforms/samples.ts";
import { squeezed, textsOf } from "../platforms/texts-of.ts";
import { webHarness } from "../platforms/web/harness.ts";
import { look } from "./browser.ts";
import { onPage } from "./on-page.ts";
import { openSheet } from "./playground.ts";

const PHONE = { viewport: { width: 360, height: 740 } };
/** Replies of each kind that are shown; the seed keeps a failure where it was found. */
const SHOWN = { numRuns: 4, seed: 20261120 };

onPage("any reply on the page", (stage) => {
  it.each(Object.entries(REPLIES))(
    "a %s is laid out whole, as text, and within a phone",
    async (_kind, arbitrary) => {
      const page = await stage.window.page(`${stage.web.server.url}/?as=ada`, PHONE);
      const replies = fc.sample(arbitrary as Arbitrary<Reply>, SHOWN);
      for (const [i, reply] of replies.entries()) {
        stage.web.inbound.answer(reply);
        await stage.web.ada.run("dlq-me", null, {});
        const article = page.locator(".messages > li > article").nth(i);
        await article.waitFor();
        for (const summary of await article.locator("summary").all())
          await summary.evaluate((one) => one.click());
        const read = squeezed((await article.textContent()) ?? "");
        for (const text of textsOf(reply)) expect(read).toContain(text);
      }
      expect(await look(page, "wide()")).toEqual([]);
      expect(await look(page, "faint()")).toEqual([]);
    },
  );

  it("writes markup as it stands and runs nothing of it", async () => {
    const page = await stage.window.page(`${stage.web.server.url}/?as=ben`);
    const attack = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
    await stage.web.platform.post(stage.web.place, sampleDaily({ stem: attack, topic: attack }), {
      key: "k",
      repeat: false,
    });
    const article = page.locator("article").last();
    await article.waitFor();
    expect(await article.locator(".lead").textContent()).toBe(attack);
    expect(await article.locator("img, script").count()).toBe(0);
    expect(await page.title()).not.toBe("owned");
  });

  it("shows direct messages in a place of their own, where one writes nothing", async () => {
    const page = await stage.window.page(`${stage.web.server.url}/?as=ben`, PHONE);
    await stage.web.platform.tell(
      stage.web.place.team,
      "ben",
      sampleNotice("Your schedule paused."),
      stage.web.place.group,
    );
    await openSheet(page, "side");
    await page.locator(".channel", { has: page.locator(".news") }).click();
    await page.locator("article", { hasText: "Your schedule paused." }).waitFor();
    expect(await page.locator(".news").count()).toBe(0);
    expect(await page.locator("#line").isVisible()).toBe(false);
    expect(await look(page, "wide()")).toEqual([]);
  });

  it("leaves the focus in the conversation whose only message is put away", async () => {
    const { web, window } = stage;
    const page = await window.page(`${web.server.url}/?as=ben&in=direct-ben`);
    await web.platform.tell(web.place.team, "ben", sampleNotice("Your schedule paused."), web.place.group);
    await page.locator("article [data-dismiss]").press("Enter");
    await page.locator("article").waitFor({ state: "detached" });
    expect(await look(page, "focus()")).toBe("stream");
  });

  it("opens a channel at the beginning of a newest message that is too long for the screen", async () => {
    const stem = "A long question. ".repeat(60);
    await stage.web.platform.post(stage.web.place, sampleNotice("Before.", "channel"), {
      key: "a",
      repeat: false,
    });
    await stage.web.platform.post(stage.web.place, sampleDaily({ stem }), { key: "b", repeat: false });
    const page = await stage.window.page(`${stage.web.server.url}/?as=ben`, PHONE);
    await page.locator("article .meta").last().click({ trial: true });
    const box = await page.locator("article").last().boundingBox();
    const stream = await page.locator("#stream").boundingBox();
    expect(Math.abs((box?.y ?? 0) - (stream?.y ?? 0))).toBeLessThan(40);
  });

  it("leaves open what was folded out when its message changes", async () => {
    const outcome = await stage.web.platform.post(stage.web.place, sampleResult(), {
      key: "k",
      repeat: false,
    });
    if (outcome.kind !== "posted") throw new Error("not posted");
    const page = await stage.window.page(`${stage.web.server.url}/?as=ben`);
    await page.locator("summary").click();
    await stage.web.platform.edit(stage.web.place.team, outcome.message, sampleResult({ answered: 41 }));
    await page.getByText("41 answered", { exact: false }).waitFor();
    expect(await page.locator("details").getAttribute("open")).not.toBeNull();
  });

  it("makes an address that names nobody the first member's", async () => {
    const page = await stage.window.page(`${stage.web.server.url}/?as=eve&in=nowhere`);
    await page.waitForURL(/as=ada&in=study-group/);
    expect(stage.window.errors.splice(0)).toEqual([expect.stringContaining("404")]);
  });

  it("finds its way back when the bot was restarted", async () => {
    const page = await stage.window.page(`${stage.web.server.url}/?as=ben&in=interview-prep`);
    await stage.web.platform.post(stage.web.place, sampleNotice("Before.", "channel"), {
      key: "k",
      repeat: false,
    });
    await page.locator(".news").waitFor();
    const { port } = new URL(stage.web.server.url);
    await stage.web.close();
    await page.locator("#connection").waitFor();
    stage.web = await webHarness({ hosts: { names: [], isAny: false } }, Number(port));
    await page.locator("#connection").waitFor({ state: "hidden" });
    const place = { ...stage.web.place, group: "interview-prep" };
    await stage.web.platform.post(place, sampleNotice("Afterwards.", "channel"), { key: "k", repeat: false });
    await page.locator("article", { hasText: "Afterwards." }).waitFor();
    expect(await page.locator(".news").count()).toBe(0);
    // While it was away, the browser said so in its own words.
    const own = stage.window.errors.splice(0).filter((text) => !text.startsWith("Failed to load resource: "));
    expect(own).toEqual([]);
  });

  it("says when the bot cannot be reached, and takes what was not sent again", async () => {
    const page = await stage.window.page(`${stage.web.server.url}/?as=ben`);
    await page.context().setOffline(true);
    await page.fill("#line", "me");
    await page.press("#line", "Enter");
    await page.getByRole("alert").filter({ hasText: "could not be reached" }).waitFor();
    await page.context().setOffline(false);
    await page.press("#line", "ArrowUp");
    await page.press("#line", "Enter");
    await page.locator("article").waitFor();
    expect(await page.getByRole("alert").isVisible()).toBe(false);
    // The corner may be asked for again once the page is back.
    expect(stage.web.inbound.calls.filter(({ kind }) => kind === "line")).toHaveLength(1);
    const own = stage.window.errors.splice(0).filter((text) => !text.includes("ERR_INTERNET_DISCONNECTED"));
    expect(own).toEqual([]);
  });

  it("shows that the bot is at work while a reply takes its time", async () => {
    const page = await stage.window.page(`${stage.web.server.url}/?as=ben`);
    let finish = () => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    stage.web.inbound.answer(() => waiting.then(() => sampleNotice("At last.")));
    await page.fill("#line", "me");
    await page.press("#line", "Enter");
    await page.locator("#busy").waitFor();
    finish();
    await page.locator("article", { hasText: "At last." }).waitFor();
    expect(await page.locator("#live").textContent()).toBe("Only for you: At last.");
    await page.locator("#busy").waitFor({ state: "hidden" });
  });
});
