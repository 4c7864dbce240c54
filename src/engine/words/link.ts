import { PLATFORMS, platformOf, type TeamId } from "./place.ts";
import { type Say, say } from "./say.ts";

/** One learner in two teams: what each side keeps of it. */

/** An account of a learner. */
export interface Account {
  team: TeamId;
  learner: string;
}

/** The same, as the other side reads it. */
export interface Side extends Account {
  /** What they are called, and the server or workspace; null: the platform did not say. */
  name: string;
  place: string | null;
}

/**
 * offered: a code is out, or was entered just now. asking: the code of the other side was entered here, and has yet to
 * be confirmed here. waiting: it was confirmed here, and has yet to be there. asked: here is where the code came from,
 * and the other side wants it. linked: both said yes. forgetting: what is kept of both is being removed.
 */
export const LINK_STAGES = ["offered", "asking", "waiting", "asked", "linked", "forgetting"] as const;
export type LinkStage = (typeof LINK_STAGES)[number];

export interface Link {
  /** Names one linking; both sides have it. */
  run: string;
  stage: LinkStage;
  /** When it is over unless it goes on, epoch milliseconds; null: it stays. */
  until: number | null;
  /** The group in which this side began: messages about it belong there. */
  group: string;
  /** How this side is called on the other. */
  name: string;
  place: string | null;
  /** What has to be entered on the other side; null: it was, or it is not from here. */
  code: string | null;
  /** null while a code is out. */
  other: Side | null;
  /** Its learner has been told of the stage. */
  told: boolean;
}

export const LINK_ACTS = ["yes", "no", "off", "forget"] as const;
export type LinkAct = (typeof LINK_ACTS)[number];

/** Letters of a code, and how many stand together: each of the letters is worth four bits and more. */
export const CODE_LENGTH = 20;
const GROUP = 4;

export const groupedCode = (code: string): string =>
  (code.match(new RegExp(`.{1,${GROUP}}`, "g")) ?? []).join("-");

/** A code as it was typed or pasted; null: it cannot be one. */
export function codeOf(typed: string): string | null {
  const code = typed.replace(/[^A-Za-z0-9]/g, "");
  return code.length === CODE_LENGTH ? code : null;
}

const isTeam = (value: unknown): value is TeamId =>
  typeof value === "string" && PLATFORMS.some((platform) => value.startsWith(`${platform}:`));

const isText = (value: unknown): value is string => typeof value === "string";
const textOrNull = (value: unknown): value is string | null => value === null || isText(value);

function isSide(value: unknown): value is Side {
  if (typeof value !== "object" || value === null) return false;
  const { team, learner, name, place } = value as Record<keyof Side, unknown>;
  return isTeam(team) && isText(learner) && isText(name) && textOrNull(place);
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** null: nothing that this version wrote. */
export function readLink(text: string): Link | null {
  const value = parsed(text);
  if (value === null) return null;
  const { run, stage, until, group, name, place, code, other, told } = value as Record<keyof Link, unknown>;
  const isOne =
    [run, group, name].every(isText) &&
    LINK_STAGES.some((one) => one === stage) &&
    (until === null || typeof until === "number") &&
    [place, code].every(textOrNull) &&
    (stage === "offered" ? other === null : isSide(other)) &&
    typeof told === "boolean";
  return isOne ? (value as unknown as Link) : null;
}

/** To whom a code leads. */
export function readAccount(text: string): Account | null {
  const value = parsed(text);
  return value !== null && isTeam(value.team) && isText(value.learner)
    ? { team: value.team, learner: value.learner }
    : null;
}

export const isSame = (one: Account, two: Account): boolean =>
  one.team === two.team && one.learner === two.learner;

/** "Ada on Discord, Acme". */
export const accountName = ({ team, name, place }: Side): Say =>
  place === null
    ? say("link.account", { name: { name }, platform: platformOf(team) })
    : say("link.account-in", { name: { name }, platform: platformOf(team), place: { name: place } });
