import type { Standing } from "../../engine/words/board.ts";
import type { Link } from "../../engine/words/item.ts";
import { counted } from "../../engine/words/wording.ts";
import { type Block, smallPrint } from "./blocks.ts";
import { bold, link, literal, name, type Run } from "./text.ts";

/** "1 answer", "2 answers". */
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
