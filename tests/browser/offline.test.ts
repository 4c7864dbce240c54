import { expect, it } from "vitest";
import { inBrowser, message, type } from "./playground.ts";

inBrowser("somebody whose connection comes and goes", ({ open, window }) => {
  it("finds a line that was sent while offline in its field, and sends it again", async () => {
    const page = await open("ada");
    await page.context().setOffline(true);
    await type(page, "cnn hard");
    await page.locator("#alert").waitFor();
    expect(await page.inputValue("#line")).toBe("cnn hard");
    await page.context().setOffline(false);
    await page.press("#line", "Enter");
    await message(page, "question").waitFor();
    expect(await page.locator("article[data-kind=question]").count()).toBe(1);
    await expect.poll(() => page.inputValue("#line")).toBe("");
    // The browser itself writes of each request that failed.
    window().errors.splice(0);
  });

  it("keeps what was written into a form until it has arrived", async () => {
    const page = await open("ada");
    await type(page, "cnn");
    await message(page, "question").waitFor();
    await page.getByRole("button", { name: "Report" }).last().click();
    await page.fill("#dialog-text", "Two options are right.");
    await page.context().setOffline(true);
    await page.locator("#dialog-submit").click();
    await page.locator("#dialog-note", { hasText: "could not be reached" }).waitFor();
    expect(await page.inputValue("#dialog-text")).toBe("Two options are right.");
    await page.context().setOffline(false);
    await page.locator("#dialog-submit").click();
    await page.getByText("Thank", { exact: false }).first().waitFor();
    expect(await page.locator("#dialog").isVisible()).toBe(false);
    window().errors.splice(0);
  });

  it("reads a line whose name is typed as well as shown, and completes it", async () => {
    const page = await open("ada");
    await page.locator("#line").pressSequentially("/dlq /dlq cnn ha");
    await page.getByRole("option", { name: "/dlq cnn hard" }).waitFor();
    await page.press("#line", "Tab");
    expect(await page.inputValue("#line")).toBe("cnn hard");
    await type(page, "/dlq /dlq cnn");
    await message(page, "question").waitFor();
    expect(await message(page, "question").locator(".meta").textContent()).toContain("Ada used /dlq cnn");
  });
});
