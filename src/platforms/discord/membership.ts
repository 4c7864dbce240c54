import { type REST, Routes } from "discord.js";
import { nativeTeam, type TeamId } from "../../engine/words/place.ts";
import type { Presence } from "../presence.ts";
import { CODES, codeOf } from "./errors.ts";

/** Whether somebody is a member of a server. Needs no privileged intent. */
export async function presenceOf(rest: REST, team: TeamId, member: string): Promise<Presence> {
  try {
    await rest.get(Routes.guildMember(nativeTeam(team), member));
    return "there";
  } catch (error) {
    const code = codeOf(error);
    return code === CODES.unknownMember || code === CODES.unknownUser ? "left" : "unknown";
  }
}
