import { z } from "zod";
import { type ExportReply, notice } from "../../engine/words/reply.ts";
import type { Asker } from "./asker.ts";
import { TIMES } from "./limits.ts";
import type { Posting } from "./posting.ts";

const NOTE = notice("info", ["Everything that is kept of you here, as you asked:"]);

/** As text it takes a message for every 10,000 characters or so; beyond this, nobody would read it. */
const LONGEST_TEXT = 50_000;

const uploaded = z.object({ ok: z.literal(true) });

/**
 * A learner's data as a file in a direct message; as text where Slack takes no file (a workspace can forbid
 * them). The message comes first: it names the conversation that the file goes to, so that no scope for
 * opening conversations is needed.
 */
export async function exportFile(asker: Asker, reply: ExportReply, posting: Posting): Promise<boolean> {
  const { workspace } = asker;
  if (!workspace) return false;
  const note = await posting.post(workspace, { channel: asker.user, thread: null }, NOTE, {
    key: `export:${asker.delivery}`,
    repeat: false,
    patience: TIMES.patience,
  });
  if (note.kind !== "posted") return false;
  const answer = await workspace.api.call(
    "files.uploadV2",
    {
      channel_id: note.message.channel,
      filename: reply.filename,
      title: reply.filename,
      content: reply.json,
    },
    { patience: TIMES.patience },
  );
  if (answer.kind === "ok" && uploaded.safeParse(answer.data).success) return true;
  if (answer.kind !== "refused" || reply.json.length > LONGEST_TEXT) return false;
  const text = await posting.post(workspace, { channel: note.message.channel, thread: null }, reply, {
    key: `export-text:${asker.delivery}`,
    repeat: false,
    patience: TIMES.patience,
  });
  return text.kind === "posted";
}
