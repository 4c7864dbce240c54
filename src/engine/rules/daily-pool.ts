import type { BankFilter } from "../ports/bank.ts";
import type { ItemKind } from "../words/item.ts";
import type { DailyKind, Schedule } from "../words/schedule.ts";

const KINDS: Readonly<Record<DailyKind, readonly ItemKind[]>> = {
  quiz: ["choice", "numeric"],
  open: ["open"],
};

/** What the questions of a schedule are drawn from. */
export const dailyPool = ({
  topics,
  difficulties,
  kinds,
}: Pick<Schedule, "topics" | "difficulties" | "kinds">): BankFilter => ({
  ...{ topics, difficulties },
  kinds: kinds.flatMap((kind) => KINDS[kind]),
});
