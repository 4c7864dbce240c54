export const PLATFORMS = ["discord", "slack", "web"] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** A Discord guild or a Slack workspace, with its platform in front: `discord:81384788765712384`. */
export type TeamId = `${PlatformName}:${string}`;

/** Begins the native id of a team of one; no platform's own ids begin so. */
const ALONE = "@";

/**
 * Where somebody studies who uses the bot outside of the teams that it is in: a team of one, whose only group is
 * themselves. It has no question of the day and no managers, and nobody else reads its boards.
 */
export const placeOfOne = (platform: PlatformName, person: string): Place => ({
  team: `${platform}:${ALONE}${person}`,
  group: ALONE + person,
});

export const isOfOne = (team: TeamId): boolean => nativeTeam(team).startsWith(ALONE);

/** Whether a group is somebody who studies alone. */
export const isOne = (group: string): boolean => group.startsWith(ALONE);

/** A study group: a channel of a team. The group id is the platform's own channel id. */
export interface Place {
  team: TeamId;
  group: string;
}

/** A member of a team. The id is the platform's own; the name is shown as text, never interpreted. */
export interface Person {
  id: string;
  name: string;
  /** The platform has not said how they are called: a name that is known from before is better than this one. */
  provisional?: boolean;
}

/** A message on a platform, in the platform's own ids. */
export interface MessageRef {
  channel: string;
  message: string;
}

export function platformOf(team: TeamId): PlatformName {
  return team.slice(0, team.indexOf(":")) as PlatformName;
}

/** The platform's own id of a team: `81384788765712384` of `discord:81384788765712384`. */
export function nativeTeam(team: TeamId): string {
  return team.slice(team.indexOf(":") + 1);
}
