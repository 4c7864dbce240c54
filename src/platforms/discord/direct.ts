import { type APIComponentInContainer, ComponentType } from "discord.js";
import { nativeTeam, type Place } from "../../engine/words/place.ts";
import { teamOf } from "./actor.ts";
import type { Laid, Page, Row } from "./draw/pages.ts";
import { LIMITS } from "./limits.ts";

/** Stands between an id and the place that it belongs to; no id of ours holds it. */
const MARK = "~";
/** Discord's ids are numbers of 64 bits: in this base they take 13 characters instead of 19. */
const BASE = 36;

type Part = Row["components"][number];

const short = (id: string) => BigInt(id).toString(BASE);

function long(text: string): string {
  let value = 0n;
  for (const digit of text) value = value * BigInt(BASE) + BigInt(Number.parseInt(digit, BASE));
  return value.toString();
}

const PLACED = new RegExp(`^(.*)${MARK}([0-9a-z]{1,13})\\.([0-9a-z]{1,13})$`, "s");

/** Outside of a server Discord does not say which one a press is about, so the id does. */
export const placedId = (id: string, { team, group }: Place): string =>
  `${id}${MARK}${short(nativeTeam(team))}.${short(group)}`;

/** An id without its place, and that place; null: it carries none. */
export function unplaced(id: string): { id: string; place: Place | null } {
  const [, bare, team, group] = PLACED.exec(id) ?? [];
  if (bare === undefined || team === undefined || group === undefined) return { id, place: null };
  return { id: bare, place: { team: teamOf(long(team)), group: long(group) } };
}

/** A part of a row that says what it is about; null: it has no room for that, and would do nothing. */
function placedPart(part: Part, place: Place): Part | null {
  const fits = (id: string) => id.length <= LIMITS.customId;
  if (part.type === ComponentType.Button || part.type === ComponentType.ChannelSelect) {
    const id = placedId(part.custom_id, place);
    return fits(id) ? { ...part, custom_id: id } : null;
  }
  const options = part.options
    .map((option) => ({ ...option, value: placedId(option.value, place) }))
    .filter(({ value }) => fits(value));
  return options.length === 0 ? null : { ...part, options };
}

function placedRow(row: Row, place: Place): Row | null {
  const components = row.components.map((part) => placedPart(part, place)).filter((part) => part !== null);
  return components.length === 0 ? null : { ...row, components };
}

type Inside = APIComponentInContainer;

/** What stands in a container, likewise; of a text beside which a button had no room, the text. */
function placedInside(part: Inside, place: Place): readonly Inside[] {
  if (part.type === ComponentType.ActionRow) {
    const row = placedRow(part as Row, place);
    return row === null ? [] : [row];
  }
  if (part.type !== ComponentType.Section || part.accessory.type !== ComponentType.Button) return [part];
  const accessory = placedPart(part.accessory as Part, place);
  return accessory?.type === ComponentType.Button ? [{ ...part, accessory }] : part.components;
}

function placedPage(page: Page, place: Place): Page {
  if ("flags" in page) {
    const [container] = page.components;
    const components = container.components.flatMap((part) => placedInside(part, place));
    return { ...page, components: [{ ...container, components }] };
  }
  const components = page.components.map((row) => placedRow(row, place)).filter((row) => row !== null);
  return { ...page, components };
}

/** A reply as it stands in a direct message. */
export const placed = <P extends Page>(laid: Laid<P>, place: Place): Laid<P> => ({
  ...laid,
  // A page keeps its kind.
  first: placedPage(laid.first, place) as P,
});
