import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { channelOf, list, Refusal, read } from "./method.ts";
import { type Json, newId, type SlackFile, type WorkspaceState } from "./state.ts";
import type { World } from "./world.ts";

/** The methods that take files, and what blocks may show of them. */

const announced = z.object({ filename: z.string().min(1), length: z.coerce.number().int().min(1) });

export function uploadAddress(world: World, workspace: WorkspaceState, args: Json): Json {
  const { filename: name, length } = read(announced, args);
  const id = newId("F");
  world.uploads.set(id, { team: workspace.id, name, length, bytes: Buffer.alloc(0), readyAt: null });
  return { upload_url: `${world.origin}/upload/${id}?length=${length}`, file_id: id };
}

export function completeUpload(world: World, workspace: WorkspaceState, args: Json): Json {
  const { files: wanted, channel_id: to } = read(
    z.object({ files: list, channel_id: z.string().optional() }),
    args,
  );
  const files: SlackFile[] = wanted.map((file) => {
    const upload = world.uploads.get(String(file.id));
    if (!upload || upload.team !== workspace.id || upload.bytes.length === 0)
      throw new Refusal("file_not_found");
    upload.readyAt = Date.now() + world.faults.uploads.scan;
    return { id: String(file.id), name: upload.name, text: upload.bytes.toString("utf8") };
  });
  if (to !== undefined) {
    const channel = channelOf(workspace, to, true);
    world.say(workspace, channel, { files });
  }
  return { files: files.map(({ id, name }) => ({ id, title: name })) };
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/**
 * Refuses blocks with a file that Slack does not know (any more), has not looked through yet, or that is no picture.
 * Source: docs.slack.dev/reference/block-kit/composition-objects/slack-file-object, and reports of `invalid slack file`
 * from the moment after an upload.
 */
export function checkFiles(world: World, { id: team }: WorkspaceState, blocks: readonly Json[]): void {
  for (const [i, block] of blocks.entries()) {
    const { id } = (block.slack_file ?? {}) as { id?: string };
    if (id === undefined) continue;
    const file = world.uploads.get(id);
    if (file?.team === team && file.readyAt !== null && file.readyAt <= Date.now()) {
      if (file.bytes.subarray(0, 4).equals(PNG)) continue;
      world.violations.push(`message: ${file.name} is no picture`);
    }
    if (file !== undefined && file.team !== team)
      world.violations.push("message: a file of another workspace");
    throw new Refusal("invalid_blocks", {
      response_metadata: { messages: [`[ERROR] invalid slack file [json-pointer:/blocks/${i}/slack_file]`] },
    });
  }
}

/** A file that a member chose in a form, as Slack describes it to the app. */
export function sentFile(
  world: World,
  { id: team }: WorkspaceState,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Json {
  const id = newId("F");
  const file = { team, name, length: bytes.length, bytes: Buffer.from(bytes), readyAt: Date.now() };
  world.uploads.set(id, file);
  const url = `${world.origin}/files/${id}`;
  return { id, name, title: name, size: bytes.length, url_private: url, url_private_download: url };
}

/** Hands a file out to whoever may read files of its workspace; others are led to where one signs in. */
export async function sendFile(
  world: World,
  id: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const workspace = world.byToken(req.headers.authorization?.replace(/^Bearer /, "") ?? "");
  const file = world.uploads.get(id);
  const may = workspace !== undefined && world.uses(workspace, "files:read");
  if (!may || file?.team !== workspace?.id || file === undefined)
    res.writeHead(302, { location: `${world.origin}/signin` }).end();
  else res.writeHead(200, { "content-type": "text/plain" }).end(file.bytes);
}
