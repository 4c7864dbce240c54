import { afterAll, beforeAll, expect, it } from "vitest";
import { ModelStandIn } from "../stand-ins/model/index.ts";
import { inBrowser, message, type } from "./playground.ts";

let model: ModelStandIn;
beforeAll(async () => {
  model = await ModelStandIn.start();
});
afterAll(() => model.stop());

inBrowser(
  "a language model in the playground",
  ({ open }) => {
    it("is asked for by a press, once the learner agreed, and says that it is an opinion", async () => {
      const page = await open("ada");
      await type(page, "pooling kind:open private");
      await message(page, "open-question").getByRole("button", { name: "Write my answer" }).click();
      await page.locator("#dialog-text").fill("It makes the feature map smaller by taking the maximum.");
      await page.locator("#dialog-submit").click();
      await message(page, "open-answer").getByRole("button", { name: "Ask a language model" }).click();
      await message(page, "notice").getByRole("button", { name: "Yes, send it" }).click();
      await message(page, "opinion").waitFor();
      const text = await message(page, "opinion").textContent();
      expect(text).toContain("A language model’s opinion");
      expect(text).toContain("no mark");
      expect(model.requests).toHaveLength(1);
      await type(page, "privacy model");
      await message(page, "notice").getByText("may read what you write to an open question").waitFor();
    });
  },
  async () => model.env(),
);
