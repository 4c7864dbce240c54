import type { NoticeReply } from "../../src/engine/words/reply.ts";
import { sentence } from "../engine/world.ts";

/** What a notice says first, in English. */
export function first({ lines }: NoticeReply): string {
  return lines[0] === undefined ? "" : sentence(lines[0]);
}
