import type { Block } from "./blocks.ts";

/** The blocks that came to workspaces one after the other; the newest is the last. */
const KINDS = ["context_actions", "data_table", "data_visualization", "container"] as const;
export type Newest = (typeof KINDS)[number];

/** Which of them may be drawn; the others are said in text. */
export type Style = ReadonlySet<Newest>;
export const NEWEST: Style = new Set(KINDS);
export const PLAIN: Style = new Set();

/** Which of them there are: what a workspace that lacks one refuses. */
export const newestIn = (blocks: readonly Block[]): Style =>
  new Set(KINDS.filter((kind) => blocks.some(({ type }) => type === kind)));
