import { z } from "zod";
import type { Card } from "../../cards/model.ts";
import type { Asker } from "./asker.ts";
import { TIMES } from "./limits.ts";
import type { Posting } from "./posting.ts";

/** As text it takes a message for every 10,000 characters or so; beyond this, nobody would read it. */
const LONGEST_TEXT = 50_000;

const uploaded = z.object({ ok: z.literal(true) });

/**
 * A learner's data, or a sheet, as a file in a direct message; as text where Slack takes no file (a workspace can forbid
 * them). The message comes first: it names the conversation that the file goes to, so that no scope for
 * opening conversations is needed.
 */
export async function exportFile(asker: Asker, card: Card, posting: Posting): Promise<boolean> {
  const { workspace } = asker;
  const file = card.blocks.find((block) => block.type === "file");
  if (!workspace || file === undefined) return false;
  const about: Card = { ...card, blocks: card.blocks.filter((block) => block !== file) };
  const note = await posting.post(workspace, { channel: asker.user, thread: null }, about, {
    key: `export:${asker.delivery}`,
    repeat: false,
    patience: TIMES.patience,
  });
  if (note.kind !== "posted") return false;
  const answer = await workspace.api.call(
    "files.uploadV2",
    {
      channel_id: note.message.channel,
      filename: file.name,
      title: file.name,
      content: file.text,
    },
    { patience: TIMES.patience },
  );
  if (answer.kind === "ok" && uploaded.safeParse(answer.data).success) return true;
  if (answer.kind !== "refused" || file.text.length > LONGEST_TEXT) return false;
  const lines: Card = {
    ...about,
    title: "",
    blocks: [
      {
        type: "text",
        look: "plain",
        text: [{ type: "block", text: file.text, lang: file.name.split(".").at(-1) ?? null }],
      },
    ],
  };
  const text = await posting.post(workspace, { channel: note.message.channel, thread: null }, lines, {
    key: `export-text:${asker.delivery}`,
    repeat: false,
    patience: TIMES.patience,
  });
  return text.kind === "posted";
}
