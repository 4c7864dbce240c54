import { type REST, Routes } from "discord.js";
import { z } from "zod";
import { nativeTeam, type TeamId } from "../../engine/words/place.ts";
import type { Presence } from "../presence.ts";
import { CODES, codeOf } from "./errors.ts";

const memberInfo = z.object({ user: z.object({ bot: z.boolean().nullish() }) });

/** Whether somebody is a member of a server; an app takes part in nothing. Needs no privileged intent. */
export async function presenceOf(rest: REST, team: TeamId, member: string): Promise<Presence> {
  try {
    const found = memberInfo.safeParse(await rest.get(Routes.guildMember(nativeTeam(team), member)));
    return found.data?.user.bot === true ? "left" : "there";
  } catch (error) {
    const code = codeOf(error);
    return code === CODES.unknownMember || code === CODES.unknownUser ? "left" : "unknown";
  }
}
