import type { Person } from "../../engine/words/place.ts";

/** The one team of the playground, its channels and the people to switch between. */
export const TEAM = "web:local";

/** What each is about stands in the catalogue, under `page.about.<id>`. */
export interface Channel {
  id: string;
}

export interface Member extends Person {
  isAdmin: boolean;
}

export const CHANNELS: readonly Channel[] = [
  { id: "study-group" },
  { id: "interview-prep" },
  { id: "transformers-club" },
];

export const MEMBERS: readonly Member[] = [
  { id: "ada", name: "Ada", isAdmin: true },
  { id: "ben", name: "Ben", isAdmin: false },
  { id: "chidi", name: "Chidi", isAdmin: false },
];

export const memberOf = (id: string): Member | undefined => MEMBERS.find((member) => member.id === id);
export const isChannel = (id: string): boolean => CHANNELS.some((channel) => channel.id === id);

/** The conversation of the bot with one member, which is no group. */
export const directChannel = (member: string): string => `direct-${member}`;
/** A room of some members. The page has no place for it: each reads it in their conversation with the bot. */
export const roomOf = (members: readonly string[]): string => `room-${members.join("+")}`;
export const membersOfRoom = (id: string): readonly string[] =>
  id.startsWith("room-") ? id.slice("room-".length).split("+") : [];
export const isDirect = (id: string): boolean => MEMBERS.some((member) => directChannel(member.id) === id);
