import { afterEach, describe, expect, it, vi } from "vitest";
import type { Drawing } from "../../src/cards/drawing.ts";
import type { Meter } from "../../src/engine/ports/log.ts";
import { ByteCache } from "../../src/pictures/cache.ts";
import { createPictures } from "../../src/pictures/index.ts";
import type { Thread } from "../../src/pictures/thread.ts";
import { silentMeter } from "../silent-meter.ts";

const log = { debug() {}, info() {}, warn: vi.fn(), error() {} };
const drawing = (title: string): Drawing => ({ kind: "board", lang: "en", title, rows: [], foot: "" });

/** A thread that draws when it is told to. */
function slowThread() {
  const asked: { title: string; done(): void; fail(): void }[] = [];
  const thread: Thread = {
    make: (task) =>
      new Promise((done, failed) =>
        asked.push({
          title: "title" in task.drawing ? task.drawing.title : "",
          done: () => done({ id: 1, ok: true, bytes: new Uint8Array([1, 2, 3]), width: 4, height: 5 }),
          fail: () => failed(new Error("no")),
        }),
      ),
    end: vi.fn(async () => undefined),
  };
  return { asked, thread };
}

function counting() {
  const outcomes: string[] = [];
  const count: Meter["count"] = (event, labels) => {
    if (event === "pictures" && "outcome" in labels) outcomes.push(String(labels.outcome));
  };
  return { outcomes, meter: { ...silentMeter, count } };
}

const settled = () => new Promise((done) => setImmediate(done));
let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

function made(limits: Parameters<typeof createPictures>[1] = {}) {
  const { asked, thread } = slowThread();
  const { outcomes, meter } = counting();
  const pictures = createPictures({ log, meter }, { patience: 60_000, ...limits }, thread);
  stop = pictures.stop;
  return { pictures, asked, outcomes, thread };
}

describe("pictures", () => {
  it("are made once for all who ask at the same time or later", async () => {
    const { pictures, asked, outcomes } = made();
    const both = [pictures.png(drawing("A"), "dark"), pictures.png(drawing("A"), "dark")];
    await settled();
    asked[0]?.done();
    expect(await Promise.all(both)).toEqual([
      { png: new Uint8Array([1, 2, 3]), width: 4, height: 5 },
      { png: new Uint8Array([1, 2, 3]), width: 4, height: 5 },
    ]);
    expect(await pictures.png(drawing("A"), "dark")).not.toBeNull();
    expect(asked).toHaveLength(1);
    expect(outcomes).toEqual(["made", "kept"]);
  });

  it("are told in text where one fails, and the next is made", async () => {
    const { pictures, asked, outcomes } = made();
    const [first, second] = [pictures.png(drawing("A"), "dark"), pictures.png(drawing("B"), "dark")];
    await settled();
    asked[0]?.fail();
    expect(await first).toBeNull();
    await settled();
    asked[1]?.done();
    expect(await second).not.toBeNull();
    expect(outcomes).toEqual(["failed", "made"]);
  });

  it("are not waited for too long, and are there for the next who asks", async () => {
    const { pictures, asked, outcomes } = made({ patience: 1 });
    const first = pictures.png(drawing("A"), "dark");
    const behind = pictures.png(drawing("B"), "dark");
    expect([await first, await behind]).toEqual([null, null]);
    asked[0]?.done();
    await settled();
    expect(await pictures.png(drawing("A"), "dark")).not.toBeNull();
    // Nobody waited for the second any more.
    expect(asked.map(({ title }) => title)).toEqual(["A"]);
    expect(outcomes).toEqual(["late", "late", "kept"]);
  });

  it("are waited for by a browser as long as one may take, since it holds nothing up", async () => {
    const { pictures, asked, outcomes } = made({ patience: 1, longest: 60_000 });
    const inMessage = pictures.png(drawing("A"), "dark");
    const inBrowser = pictures.svg(drawing("B"), "dark");
    expect(await inMessage).toBeNull();
    asked[0]?.done();
    await settled();
    asked[1]?.done();
    expect(await inBrowser).not.toBeNull();
    expect(outcomes).toEqual(["late", "made"]);
  });

  it("are refused where too many wait", async () => {
    const { pictures, asked, outcomes } = made({ queue: 2 });
    const all = ["A", "B", "C", "D"].map((title) => pictures.png(drawing(title), "dark"));
    expect(await all[3]).toBeNull();
    for (let i = 0; i < 3; i++) {
      await settled();
      asked[i]?.done();
    }
    expect((await Promise.all(all)).map((one) => one !== null)).toEqual([true, true, true, false]);
    expect(outcomes).toContain("full");
  });

  it("are drawn by a fresh thread after so many, so that memory stays as it is", async () => {
    const { pictures, asked, thread } = made({ perThread: 2 });
    const all = ["A", "B", "C"].map((title) => pictures.png(drawing(title), "dark"));
    for (let i = 0; i < 3; i++) {
      await settled();
      asked[i]?.done();
    }
    expect((await Promise.all(all)).every((one) => one !== null)).toBe(true);
    expect(thread.end).toHaveBeenCalledTimes(1);
  });

  it("end a thread that hangs, and are none once the bot stops", async () => {
    const { pictures, thread } = made({ longest: 1, patience: 20 });
    expect(await pictures.png(drawing("A"), "dark")).toBeNull();
    expect(thread.end).toHaveBeenCalled();
    await pictures.stop();
    expect(await pictures.png(drawing("B"), "dark")).toBeNull();
  });

  it("are files of twice as many dots, made in a thread of their own, light and dark", async () => {
    const pictures = createPictures({ log, meter: silentMeter }, { patience: 60_000, longest: 60_000 });
    stop = pictures.stop;
    const [dark, light] = await Promise.all([
      pictures.png(drawing("A"), "dark"),
      pictures.png(drawing("A"), "light"),
    ]);
    for (const one of [dark, light]) {
      const view = new DataView(Uint8Array.from(one?.png ?? []).buffer);
      expect(String.fromCharCode(...new Uint8Array(view.buffer, 1, 3))).toBe("PNG");
      expect([view.getUint32(16), view.getUint32(20)]).toEqual([
        (one?.width ?? 0) * 2,
        (one?.height ?? 0) * 2,
      ]);
    }
    expect(dark?.png).not.toEqual(light?.png);
    expect(await pictures.svg(drawing("A"), "dark")).toMatch(/^<svg /);
    // What sets formulas and colours code is read when it is needed.
    const formula: Drawing = { kind: "formula", lang: "en", tex: "\\frac{a}{b + c}" };
    const code: Drawing = { kind: "code", lang: "en", code: "x = 1", syntax: "python" };
    for (const one of [formula, code]) expect(await pictures.svg(one, "light")).toMatch(/^<svg /);
    const strange: Drawing = { ...drawing("𓀀"), kind: "board" } as Drawing;
    expect(await pictures.png(strange, "dark")).toBeNull();
  });
});

describe("what is kept", () => {
  it("stays within its bytes, and is what was used last", () => {
    const cache = new ByteCache<string>(10, (value) => value.length);
    cache.set("a", "1234");
    cache.set("b", "1234");
    cache.get("a");
    cache.set("c", "1234");
    expect([cache.get("a"), cache.get("b"), cache.get("c"), cache.bytes]).toEqual([
      "1234",
      undefined,
      "1234",
      8,
    ]);
    cache.set("c", "12345");
    cache.set("d", "x".repeat(11));
    expect([cache.get("d"), cache.bytes]).toEqual([undefined, 9]);
  });
});
