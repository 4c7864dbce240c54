import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Drawing } from "../../cards/drawing.ts";
import type { Card, Block as CardBlock, PictureBlock } from "../../cards/model.ts";
import type { Pictures } from "../../cards/ports.ts";
import type { Log } from "../../engine/ports/log.ts";
import type { TeamId } from "../../engine/words/place.ts";
import { type Block, FILE } from "./draw/blocks.ts";
import { LIMITS, REMEMBERED_FILES, TIMES } from "./limits.ts";
import type { Styles } from "./styles.ts";
import type { Workspace } from "./workspaces.ts";

export interface Illustrate {
  /**
   * A card with the pictures that Slack has within so many milliseconds, in as many messages as without, so that
   * they are found by the same keys. The card itself where there are none.
   */
  card(workspace: Workspace, card: Card, within: number): Promise<Card>;
  /** Takes note that a message was refused for its pictures: the workspace gets words for a while. */
  refused(team: TeamId): void;
  /** Nothing is known of the workspace any more. */
  forget(team: TeamId): void;
}

type Made = PictureBlock & { source: { kind: "made"; make: Drawing } };

/** Slack has forms of its own for tables, bars and lines. */
function isForSlack(make: Drawing): boolean {
  if (make.kind === "board" || make.kind === "chart") return false;
  if (make.kind !== "page") return true;
  return make.parts.some((one) => one.part === "meters" || !["bars", "lines"].includes(one.data.form));
}

const isMade = (block: CardBlock): block is Made =>
  block.type === "picture" && block.source.kind === "made" && isForSlack(block.source.make);

const allMade = (blocks: readonly CardBlock[]): Made[] =>
  blocks.flatMap((block) =>
    block.type === "details" ? allMade(block.blocks) : isMade(block) ? [block] : [],
  );

/** The blocks with files for those that have one. What is too long for a file's own text stands below it. */
const withFiles = (blocks: readonly CardBlock[], files: ReadonlyMap<Made, string>): CardBlock[] =>
  blocks.flatMap((block): readonly CardBlock[] => {
    if (block.type === "details") return [{ ...block, blocks: withFiles(block.blocks, files) }];
    const file = isMade(block) ? files.get(block) : undefined;
    if (!isMade(block) || file === undefined) return [block];
    const source = { kind: "url", url: `${FILE}${file}` } as const;
    const isTold = block.alt.length <= LIMITS.altText;
    return [{ ...block, source, instead: null }, ...(isTold ? [] : (block.instead ?? [block]))];
  });

/** Whether one of them is a file, which Slack refuses until it has looked through it. */
export const hasFile = (blocks: readonly Block[]): boolean =>
  blocks.some((block) => block.type === "image" && "slack_file" in block);

const uploaded = z.object({
  files: z.tuple([z.object({ files: z.tuple([z.object({ id: z.string() })]) })]),
});

interface Kept {
  file: Promise<string | null>;
  at: number;
}

/**
 * Uploads pictures, without sharing them: they are seen where a message shows them. A picture goes to a workspace
 * once, however many channels it is for. Whatever goes wrong, the words stand.
 *
 * @param pictures null: they are off
 */
export function createIllustrate(pictures: Pictures | null, styles: Styles, log: Log): Illustrate {
  /** By workspace and drawing, the oldest first. */
  const kept = new Map<string, Kept>();
  /** Until when a workspace gets words alone, epoch milliseconds. */
  const resting = new Map<TeamId, number>();
  const logged = new Set<TeamId>();

  function rest(team: TeamId, ms: number, detail: string): void {
    resting.set(team, Date.now() + ms);
    if (logged.has(team)) return;
    logged.add(team);
    log.warn({ platform: "slack", team, detail }, "Slack shows no picture there; its words are shown");
  }

  async function upload({ team, api }: Workspace, make: Drawing): Promise<string | null> {
    const picture = await pictures?.png(make, "light");
    if (!picture) return null;
    const answer = await api.call(
      "files.uploadV2",
      { file: Buffer.from(picture.png), filename: `${make.kind}.png`, title: `${make.kind}.png` },
      { patience: TIMES.picture },
    );
    if (answer.kind === "ok") return uploaded.safeParse(answer.data).data?.files[0].files[0].id ?? null;
    if (answer.kind === "refused") rest(team, TIMES.withoutPictures, answer.error);
    else if (answer.kind === "unanswered") rest(team, TIMES.afterNoAnswer, answer.detail);
    return null;
  }

  function fileOf(workspace: Workspace, make: Drawing): Promise<string | null> {
    const hash = createHash("sha256").update(JSON.stringify(make)).digest("base64url");
    const key = `${workspace.team} ${hash}`;
    const known = kept.get(key);
    if (known !== undefined && Date.now() - known.at < TIMES.file) return known.file;
    const one: Kept = { file: upload(workspace, make).catch(() => null), at: Date.now() };
    kept.delete(key);
    kept.set(key, one);
    for (const oldest of kept.keys()) {
      if (kept.size <= REMEMBERED_FILES) break;
      kept.delete(oldest);
    }
    void one.file.then((file) => {
      if (file === null && kept.get(key) === one) kept.delete(key);
    });
    return one.file;
  }

  function drop(team: TeamId): void {
    for (const key of kept.keys()) if (key.startsWith(`${team} `)) kept.delete(key);
  }

  return {
    async card(workspace, card, within) {
      const { team } = workspace;
      const made = pictures === null ? [] : allMade(card.blocks).slice(0, LIMITS.picturesPerCard);
      if (made.length === 0 || (resting.get(team) ?? 0) > Date.now()) return card;
      const late = sleep(within, null, { ref: false });
      const found = await Promise.all(
        made.map(async (one) => {
          const file = await Promise.race([fileOf(workspace, one.source.make), late]);
          return file === null ? [] : [[one, file] as const];
        }),
      );
      const files = new Map(found.flat());
      if (files.size === 0) return card;
      const shown: Card = { ...card, blocks: withFiles(card.blocks, files) };
      const pagesOf = (one: Card) => styles.draw(team, one, "whole").pages.length;
      return pagesOf(shown) === pagesOf(card) ? shown : card;
    },

    refused(team) {
      // Somebody may have deleted the files: they are uploaded anew after the rest.
      drop(team);
      rest(team, TIMES.withoutPictures, "invalid_blocks");
    },

    forget(team) {
      drop(team);
      resting.delete(team);
      logged.delete(team);
    },
  };
}
