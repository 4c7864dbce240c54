import { afterEach, describe, expect, it } from "vitest";
import type { Drawing } from "../../../src/cards/drawing.ts";
import type { Pictures } from "../../../src/cards/ports.ts";
import { createGallery } from "../../../src/platforms/web/gallery.ts";
import { BLOCKS, cardWith } from "../../cards/samples/blocks.ts";
import { found } from "../suite/looking.ts";
import { type WebHarness, webHarness } from "./harness.ts";

const make: Drawing = { kind: "board", lang: "en", title: "A", rows: [], foot: "" };
const made = { type: "picture", alt: "A curve", source: { kind: "made", make } } as const;
const asked: string[] = [];
const pictures: Pictures = {
  png: async () => null,
  svg: async (_, look) => {
    asked.push(look);
    return `<svg xmlns="http://www.w3.org/2000/svg" id="${look}"/>`;
  },
};

describe("a picture in the playground", () => {
  let at: WebHarness | undefined;
  afterEach(async () => {
    await at?.close();
    at = undefined;
  });

  it("has an address, where it is made for the look of the page", async () => {
    const gallery = createGallery(pictures);
    const [block] = gallery.draw(cardWith({ ...made, instead: null })).blocks;
    if (block?.type !== "picture") throw new Error("no picture");
    expect(block).toMatchObject({
      alt: "A curve",
      url: expect.stringMatching(/^\/playground\/pictures\/[0-9a-f]{32}\.svg$/),
    });
    const id = block.url.split("/").at(-1)?.replace(".svg", "") ?? "";
    expect(await gallery.svg(id, "dark")).toContain('id="dark"');
    expect(await gallery.svg("0".repeat(32), "dark")).toBeNull();
    // Drawn once more, it is the same picture.
    expect(gallery.draw(cardWith({ ...made, instead: [] })).blocks).toEqual([block]);
  });

  it("is left out where the page has a form of its own for it, and told where pictures are off", () => {
    const own = createGallery(pictures).draw(cardWith({ ...made, instead: [BLOCKS.standings] })).blocks;
    expect(own.map(({ type }) => type)).toEqual(["standings"]);
    const off = createGallery(null);
    expect(off.draw(cardWith({ ...made, instead: null })).blocks).toMatchObject([{ type: "footnote" }]);
    expect(off.draw(cardWith({ ...made, instead: [] })).blocks).toEqual([]);
  });

  it("comes over HTTP as it was drawn, and is said to be missing where there is none", async () => {
    at = await webHarness(undefined, 0, pictures);
    const card = cardWith({ ...made, instead: null });
    await at.chat.post(at.place, card, { key: "k", repeat: false });
    const block = await found(
      () =>
        at?.visitors.ada.messages.flatMap(({ view }) => view.blocks).find(({ type }) => type === "picture"),
      "a picture",
    );
    const address = block.type === "picture" ? `${at.server.url}${block.url}` : "";
    const [light, dark] = await Promise.all([fetch(address), fetch(`${address}?look=dark`)]);
    expect(light.headers.get("content-type")).toBe("image/svg+xml");
    expect([await light.text(), await dark.text()].map((svg) => /id="(\w+)"/.exec(svg)?.[1])).toEqual([
      "light",
      "dark",
    ]);
    const missing = await fetch(`${at.server.url}/playground/pictures/${"0".repeat(32)}.svg`);
    expect(missing.status).toBe(404);
  });
});
