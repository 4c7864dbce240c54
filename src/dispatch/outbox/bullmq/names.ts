import { type OutboxJob, PRIORITIES, QUIET } from "../../../engine/ports/outbox.ts";
import type { PlatformName } from "../../../engine/words/place.ts";

/** What waits for nobody, and what may wait. */
export type LaneName = "urgent" | "quiet";

export const laneOf = ({ priority }: Pick<OutboxJob, "priority">): LaneName =>
  QUIET.includes(priority) ? "quiet" : "urgent";

/** All keys of a platform's queues stand in one slot of a cluster. */
export const prefixOf = (platform: PlatformName) => `dlq:{outbox-${platform}}`;

/** BullMQ takes the lowest number first, and 0 for none. */
export const rankOf = ({ priority }: Pick<OutboxJob, "priority">) => PRIORITIES.indexOf(priority) + 1;
