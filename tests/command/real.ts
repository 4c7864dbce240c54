import { join } from "node:path";
import { FAMILIES } from "../../src/bank/families/index.ts";
import { loadBank } from "../../src/bank/load.ts";
import type { Domains } from "../../src/command/options.ts";
import type { Bank } from "../../src/engine/ports/bank.ts";
import { domainsOf } from "../../src/parts.ts";
import { languages } from "../platforms/speaking.ts";

/** The bank that ships, and what can be typed with it. */
export function realBank(): { bank: Bank; domains: Domains } {
  const loaded = loadBank(join(import.meta.dirname, "../../questions"), FAMILIES);
  if (loaded.kind === "refused") throw new Error(loaded.problems[0]?.message);
  return { bank: loaded.bank, domains: domainsOf(loaded.bank, languages) };
}
