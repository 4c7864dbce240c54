import {
  AUDIENCES,
  type Audience,
  DIFFICULTIES,
  type Difficulty,
  ITEM_KINDS,
  type ItemKind,
  ROLES,
  type Role,
} from "./item.ts";

/** What somebody asked for; what is absent leaves nothing out. */
export interface Asked {
  /** The id of what it is about: a topic, a concept, or several of them under one name. */
  topic?: string | undefined;
  difficulty?: Difficulty | undefined;
  kind?: ItemKind | undefined;
  company?: string | undefined;
  role?: Role | undefined;
  audience?: Audience | undefined;
}

/** Between the parts; nothing in a part is one, nor a space or a colon, which others write around it. */
const SEPARATOR = ",";

/** A role by the initials of its words: "cve". */
const initials = (role: Role) =>
  role
    .split("-")
    .map((word) => word.charAt(0))
    .join("");

const shortest = <V extends string>(values: readonly V[], short: (value: V) => string) => ({
  write: (value: string | undefined) => (value === undefined ? "" : short(value as V)),
  read: (text: string | undefined) => values.find((value) => text !== "" && short(value) === text),
});

const LEVEL = shortest(DIFFICULTIES, (value) => value.charAt(0));
const KIND = shortest(ITEM_KINDS, (value) => value.charAt(0));
const ROLE = shortest(ROLES, initials);
const AUDIENCE = shortest(AUDIENCES, (value) => value.charAt(0));

const written = (text: string) => encodeURIComponent(text).replaceAll("~", "%7E");

function read(text: string): string | undefined {
  try {
    return decodeURIComponent(text) || undefined;
  } catch {
    return undefined;
  }
}

/** What is left out first where there is no room for all of it. */
const DISPENSABLE = ["company", "audience", "role", "kind", "difficulty", "topic"] as const;

/**
 * What was asked for, in at most so many characters, none of them a space, a colon or a tilde, so that a button can
 * carry it: `rope,h`. What does not fit is left out, the rarest first.
 */
export function encodeAsked(asked: Asked, room: number): string {
  const parts = [
    written(asked.topic ?? ""),
    LEVEL.write(asked.difficulty),
    KIND.write(asked.kind),
    ROLE.write(asked.role),
    AUDIENCE.write(asked.audience),
    written(asked.company ?? ""),
  ];
  const text = parts.join(SEPARATOR).replace(/,+$/, "");
  const first = DISPENSABLE.find((name) => asked[name] !== undefined);
  return text.length <= room || first === undefined
    ? text
    : encodeAsked({ ...asked, [first]: undefined }, room);
}

/** Reads what `encodeAsked` wrote; whatever else it meets asks for less, never for something else. */
export function decodeAsked(text: string): Asked {
  const [topic = "", difficulty, kind, role, audience, company = ""] = text.split(SEPARATOR);
  const asked: Asked = {
    topic: read(topic),
    difficulty: LEVEL.read(difficulty),
    kind: KIND.read(kind),
    company: read(company),
    role: ROLE.read(role),
    audience: AUDIENCE.read(audience),
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** Characters that the buttons of an open question have for which it is and what was asked for. */
const REF_ROOM = 80;
/** Between the two; neither holds it. */
const REF_SEPARATOR = "~";

/** An open question and what was asked for when it came: its buttons carry both, there is no round to keep it. */
export function refOf(itemId: string, asked: Asked): string {
  const text = encodeAsked(asked, Math.max(0, REF_ROOM - itemId.length - REF_SEPARATOR.length));
  return text === "" ? itemId : `${itemId}${REF_SEPARATOR}${text}`;
}

/** Takes apart what `refOf` made; of the item alone it is not known what was asked for. */
export function readRef(ref: string): { itemId: string; asked: Asked | null } {
  const [itemId = "", text] = ref.split(REF_SEPARATOR);
  return { itemId, asked: text === undefined ? null : decodeAsked(text) };
}
