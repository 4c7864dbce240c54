import { ComponentType } from "discord.js";
import { nativeTeam, type Place } from "../../engine/words/place.ts";
import { teamOf } from "./actor.ts";
import type { Laid, Page } from "./draw/pages.ts";
import { LIMITS } from "./limits.ts";

/** Stands between an id and the place that it belongs to; no id of ours holds it. */
const MARK = "~";
/** Discord's ids are numbers of 64 bits: in this base they take 13 characters instead of 19. */
const BASE = 36;

type Part = Page["components"][number]["components"][number];

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
  if (part.type === ComponentType.Button) {
    const id = placedId(part.custom_id, place);
    return fits(id) ? { ...part, custom_id: id } : null;
  }
  const options = part.options
    .map((option) => ({ ...option, value: placedId(option.value, place) }))
    .filter(({ value }) => fits(value));
  return options.length === 0 ? null : { ...part, options };
}

function placedPage(page: Page, place: Place): Page {
  const components = page.components
    .map((row) => ({
      ...row,
      components: row.components.map((part) => placedPart(part, place)).filter((part) => part !== null),
    }))
    .filter((row) => row.components.length > 0);
  return { ...page, components };
}

/** A reply as it stands in a direct message. */
export const placed = (laid: Laid, place: Place): Laid => ({ ...laid, first: placedPage(laid.first, place) });
