export const PLATFORMS = ["discord", "slack", "web"] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** A Discord guild or a Slack workspace, with its platform in front: `discord:81384788765712384`. */
export type TeamId = `${PlatformName}:${string}`;

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
