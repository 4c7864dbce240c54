import { commandOfWord, optionOf, type Registry } from "./define.ts";
import type { Domains, Option } from "./options.ts";

export interface Suggestion {
  name: string;
  value: string;
}

function candidates(option: Option, domains: Domains): readonly { value: string; label: string }[] {
  const { type } = option;
  if (type.kind === "enum") return type.values;
  if (type.kind === "domain") return domains[type.domain];
  if (type.kind === "flag") return [{ value: "yes", label: "yes" }];
  if (type.kind === "days")
    return ["mon-fri", "daily", "weekends", "mon,wed,fri"].map((d) => ({ value: d, label: d }));
  if (type.kind === "time") return ["08:00", "09:00", "12:00", "17:00"].map((t) => ({ value: t, label: t }));
  if (type.kind === "duration")
    return ["auto", "4h", "8h", "12h", "24h"].map((d) => ({ value: d, label: d }));
  return [];
}

/** Suggestions for an option: those that begin with what was typed first, then those that contain it. */
export function suggest(option: Option, typed: string, domains: Domains, limit: number): Suggestion[] {
  const many = option.type.kind === "domain" && option.type.many;
  const cut = many ? typed.lastIndexOf(",") + 1 : 0;
  const before = typed.slice(0, cut);
  const word = typed.slice(cut).trim().toLowerCase();
  const chosen = before.split(",").map((w) => w.trim().toLowerCase());
  const fits = candidates(option, domains).filter((v) => !chosen.includes(v.value.toLowerCase()));
  const starts = fits.filter(
    (v) => v.value.toLowerCase().startsWith(word) || v.label.toLowerCase().startsWith(word),
  );
  const holds = fits.filter(
    (v) => !starts.includes(v) && `${v.value} ${v.label}`.toLowerCase().replaceAll("_", " ").includes(word),
  );
  return [...starts, ...holds].slice(0, limit).map((v) => ({
    name: before + (v.label === v.value ? v.value : `${v.label} (${v.value})`),
    value: before + v.value,
  }));
}

/** Whole lines that continue what was typed, for a command line with completion. */
export function completeLine(registry: Registry, line: string, domains: Domains, limit: number): string[] {
  const head = line.slice(0, line.lastIndexOf(" ") + 1);
  const last = line.slice(head.length).toLowerCase();
  const words = head.trim().split(/\s+/).filter(Boolean);
  const named = words[0] === undefined ? undefined : commandOfWord(registry, words[0]);
  const command = named ?? registry.commands.find((c) => c.word === "");
  const route =
    command?.routes.find((r) => r.subcommand === null) ??
    command?.routes.find((r) => r.subcommand === words[1]?.toLowerCase());
  const found: string[] = [];
  if (words.length === 0) found.push(...registry.commands.map((c) => c.word).filter(Boolean));
  if (named && !route && words.length === 1) found.push(...named.routes.map((r) => r.subcommand ?? ""));
  const colon = last.indexOf(":");
  const option = colon > 0 && route ? optionOf(route, last.slice(0, colon)) : undefined;
  if (option) {
    const name = last.slice(0, colon);
    return suggest(option, last.slice(colon + 1), domains, limit).map((s) => `${head}${name}:${s.value}`);
  }
  for (const [name, o] of Object.entries(route?.options ?? {})) {
    if (words.some((w) => w.startsWith(`${name}:`))) continue;
    found.push(`${name}:`);
    if (last !== "" && o.type.kind !== "flag")
      found.push(...suggest(o, last, domains, limit).map((s) => s.value));
  }
  const fits = found.filter((word) => word !== "" && word.toLowerCase().startsWith(last));
  return [...new Set(fits)].slice(0, limit).map((word) => head + word);
}
