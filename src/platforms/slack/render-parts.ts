import type { Standing } from "../../engine/words/board.ts";
import type { ItemKind, Link } from "../../engine/words/item.ts";
import { type Block, smallPrint } from "./blocks.ts";
import { bold, link, literal, name, type Run } from "./text.ts";

/** "1 answer", "2 answers". */
export const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** Links in one line of small print; nothing where there are none. */
export function linkLine(links: readonly Link[]): Block[] {
  const all = links.flatMap(({ title, url }, i) => [
    literal(i === 0 ? "Read more: " : " · "),
    link(title, url),
  ]);
  return smallPrint(...all);
}

export function standingLine({ rank, name: who, points }: Standing, you = false): Run[] {
  return [
    literal(`${rank}.  `),
    name(who),
    literal(`  ${counted(points, "point")}`),
    ...(you ? [literal("  "), bold("you")] : []),
  ];
}

export const PERIOD_NAMES = {
  today: "today",
  week: "this week",
  month: "this month",
  rolling: "the last 30 days",
  all: "all time",
} as const;

export function kindCounts(kinds: Readonly<Record<ItemKind, number>>): string {
  return `${kinds.choice} multiple choice, ${kinds.numeric} numeric, ${kinds.open} open`;
}
