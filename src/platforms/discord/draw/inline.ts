import { isOne } from "../../../engine/words/place.ts";
import type { Run, Text } from "../../../words/flow.ts";
import type { Inline, Rich } from "../../../words/inline.ts";
import { block, code, literal, person, raw, strong } from "./markup.ts";

const STYLES = { relative: "R", moment: "f", clock: "t" } as const;
const SIGNS = { group: "#", member: "@", role: "@&" } as const;

/** Something that Discord can have given as an id. */
export function isId(id: string): boolean {
  return /^\d{1,20}$/.test(id);
}

/** "daily resume" is typed as /dlq-daily resume here. */
export function commandLine(line: string): string {
  return line === "" ? "/dlq" : `/dlq-${line}`;
}

/** A link that can be followed; of an address that is not of the web the text alone. */
function linked(title: string, url: string): Run {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol)) return literal(title);
  const target = address.href.replaceAll("(", "%28").replaceAll(")", "%29");
  return { ...literal(title || address.host), open: "[", close: `](${target})` };
}

function run(inline: Inline): Run | null {
  switch (inline.type) {
    case "text":
      return literal(inline.text);
    case "code":
      return inline.text.trim() === "" ? null : code(inline.text);
    case "block":
      return inline.text.trim() === "" ? null : block(inline.text, inline.lang ?? "");
    case "strong":
      return strong(inline.text);
    case "name":
      return person(inline.text);
    case "mention":
      if (inline.to === "group" && isOne(inline.id)) return literal(inline.direct);
      // An id that Discord cannot have given is shown as text.
      return isId(inline.id) ? raw(`<${SIGNS[inline.to]}${inline.id}>`) : literal(inline.id);
    case "command":
      return code(commandLine(inline.line));
    case "link":
      return linked(inline.text, inline.url);
    case "time":
      return raw(`<t:${Math.floor(inline.at / 1000)}:${STYLES[inline.style]}>`);
    default:
      return inline satisfies never;
  }
}

/** Rich text as Discord writes it. */
export function written(rich: Rich): Text {
  return rich.map(run).filter((one) => one !== null && one.units.length > 0) as Text;
}
