import { setTimeout as sleep } from "node:timers/promises";
import type { Drawing } from "../../src/cards/drawing.ts";
import { notice } from "../../src/engine/words/reply.ts";
import { createPictures } from "../../src/pictures/index.ts";
import { discordHarness } from "../platforms/discord/harness.ts";
import { sampleQuestion } from "../platforms/samples.ts";
import { saying } from "../platforms/speaking.ts";
import { silentMeter } from "../silent-meter.ts";
import { median, table } from "./figures.ts";

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const NAMES = [
  "Ada Lovelace",
  "محمد",
  "דוד",
  "क्षत्रिय",
  "山田 太郎",
  "王小明",
  "김민수",
  "Ωμέγα",
  "Кирилл",
  "😀 Ben",
];
/** Presses of a round, pictures at once, and pictures over which memory is watched. */
const PRESSES = 300;
const AT_ONCE = 100;
const MANY = 10_000;
const MEGABYTE = 1024 * 1024;

const KINDS = ["board", "calendar", "bars", "formula", "code"] as const;

/** No two are alike. */
function drawing(n: number, kind: (typeof KINDS)[number] = "board"): Drawing {
  if (kind === "formula")
    return { kind, lang: "en", tex: `x_{${n}} = \\frac{x - \\mu}{\\sqrt{\\sigma^2 + ${n}}}` };
  if (kind === "code") {
    const code = `for x, y in loader:  # ${n}\n    loss = criterion(model(x), y)\n    loss.backward()`;
    return { kind, lang: "en", code, syntax: "python" };
  }
  if (kind === "calendar") {
    const days = Array.from({ length: 90 }, (_, i) => (i * n) % 8);
    return {
      kind: "chart",
      lang: "de",
      title: `90 Tage ${n}`,
      data: { form: "calendar", from: "2026-08-31", days },
    };
  }
  if (kind === "bars") {
    const values = Array.from({ length: 7 }, (_, i) => (i * n) % 50);
    const categories = values.map((_, i) => `Tag ${i}`);
    const series = [{ label: "Richtig", values }];
    return { kind: "chart", lang: "de", title: `Woche ${n}`, data: { form: "bars", categories, series } };
  }
  const rows = NAMES.map((name, i) => ({
    ...{ rank: i + 1, name: `${name} ${n}`, value: `${900 - i} points`, own: false },
    ...{ moved: i - 3, streak: null },
  }));
  return { kind: "board", lang: "en", title: "This week", rows, foot: "" };
}

const ninetyNinth = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? 0;

/** Presses one after the other, and after how many milliseconds each was acknowledged. */
async function acknowledgements(at: Awaited<ReturnType<typeof discordHarness>>): Promise<number[]> {
  const [message] = at.ben.sees();
  const { ben } = at.members;
  const times: number[] = [];
  for (let i = 0; i < PRESSES; i++) {
    const pressed = ben.press(message?.ref.channel ?? "", message?.ref.message ?? "", "B");
    while (pressed.answeredAfter === null) await sleep(1);
    times.push(pressed.answeredAfter);
  }
  return times;
}

/** What a picture takes, what a hundred at once do to acknowledgements, and whether memory grows. */
export async function benchPictures(): Promise<void> {
  const patient = { patience: 600_000, longest: 600_000, queue: MANY };
  const pictures = createPictures({ log: SILENT, meter: silentMeter }, patient);
  const timed = async (n: number, kind: (typeof KINDS)[number]) => {
    const began = performance.now();
    if ((await pictures.png(drawing(n, kind), "dark")) === null) throw new Error("no picture");
    return performance.now() - began;
  };
  const first: { name: string; values: number[] }[] = [];
  for (const kind of KINDS) first.push({ name: `the first ${kind}`, values: [await timed(-1, kind)] });
  table("The first picture of its kind, in a thread that has read nothing", "ms", first);
  const took: Record<string, number[]> = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  for (let i = 0; i < 40; i++) for (const kind of KINDS) took[kind]?.push(await timed(i, kind));
  table(
    "A picture, in its thread",
    "ms",
    Object.entries(took).map(([name, values]) => ({ name, values })),
  );

  const at = await discordHarness();
  at.inbound.answer(notice("done", saying("Taken.")));
  await at.platform.post(at.place, sampleQuestion(), { key: "k", repeat: false });
  await acknowledgements(at);
  const alone = await acknowledgements(at);
  const all = Promise.all(
    Array.from({ length: AT_ONCE }, (_, i) => pictures.png(drawing(1_000 + i), "dark")),
  );
  const beside = await acknowledgements(at);
  await all;
  await at.close();
  table(`Acknowledgements on Discord, the slowest of 100, over ${PRESSES} presses`, "ms", [
    { name: "alone", values: [ninetyNinth(alone)] },
    { name: `beside ${AT_ONCE} pictures at once`, values: [ninetyNinth(beside)] },
  ]);

  const sizes: number[] = [];
  for (let i = 0; i < MANY; i++) {
    await pictures.png(drawing(10_000 + i, "bars"), i % 2 === 0 ? "dark" : "light");
    if (i % (MANY / 10) === MANY / 10 - 1) sizes.push(process.memoryUsage().rss / MEGABYTE);
  }
  table(`Memory over ${MANY} pictures, each tenth`, "MB", [
    { name: "the first three tenths", values: sizes.slice(0, 3) },
    { name: "the last three", values: sizes.slice(-3) },
  ]);
  if (median(sizes.slice(-3)) > median(sizes.slice(0, 3)) * 1.5) throw new Error("memory grows");
  await pictures.stop();
}
