import type { Caller } from "../../ports/bot.ts";
import type { SentFile } from "../../ports/sent-file.ts";
import { packIdsOf } from "../../rules/pack-names.ts";
import { PACK_LIMITS, packTopic } from "../../words/pack.ts";
import type { Actor, Button } from "../../words/press.ts";
import { notice, type PackReadReply, type Reply } from "../../words/reply.ts";
import { type Say, say } from "../../words/say.ts";
import type { Deps } from "../deps.ts";
import { refuseUnlessManager } from "../managers.ts";
import { resumeWith } from "../resume.ts";
import { savePack } from "./keep.ts";

export const actButton = (pack: string, act: "release" | "retire" | "check" | "remove"): Button => ({
  label: say(`button.pack-${act}`),
  action: { verb: "pack-act", pack, act },
});

/** Where no name was given: a pack cannot be called so. */
const UNNAMED = "-";
/** Characters of a button's id that a name may take. */
const NAME_ROOM = 64;

/** Opens a form in which a file is chosen, or pasted. Colons part what the id of a button is made of. */
const formButton = (name: string): Button => ({
  label: say("button.pack"),
  primary: true,
  action: { verb: "pack", item: name.replaceAll(":", "%3A").slice(0, NAME_ROOM) || UNNAMED },
});
const nameInButton = (item: string) => item.replaceAll("%3A", ":");

/** What a pack is called where nobody said: as its file. */
const ofFile = (file: string) =>
  file
    .replace(/^.*[/\\]/, "")
    .replace(/\.[^.]*$/, "")
    .replaceAll(/[_-]+/g, " ");

const nameOf = (given: string) => given.replace(/\s+/g, " ").trim().slice(0, PACK_LIMITS.name).trim();

/** `pack import`: a file that came along, or a form for one. */
export async function importPack(
  deps: Deps,
  caller: Caller,
  given: string | undefined,
  file: SentFile | undefined,
): Promise<Reply> {
  const refused = await refuseUnlessManager(deps, caller, "packs");
  if (refused !== null) return refused;
  if (file !== undefined) return readFile(deps, caller, nameOf(given ?? ofFile(file.name)), file);
  const name = nameOf(given ?? "");
  if (name !== "" && packIdsOf(name).length === 0) return notice("refusal", say("pack.bad-name"));
  return {
    ...notice("info", say("pack.choose"), say("pack.template", { command: { command: "pack export" } })),
    buttons: [formButton(name)],
  };
}

/** The form: a file, or what was pasted. */
export async function submitPack(
  deps: Deps,
  actor: Actor,
  item: string,
  text: string,
  file: SentFile | undefined,
): Promise<Reply> {
  const refused = await refuseUnlessManager(deps, actor, "packs");
  if (refused !== null) return refused;
  const pasted = new TextEncoder().encode(text);
  const sent = file ?? {
    ...{ name: "pasted.txt", size: pasted.length },
    bytes: async () => pasted,
  };
  if (file === undefined && text.trim() === "") return notice("refusal", say("pack.nothing"));
  const name = item === UNNAMED ? ofFile(sent.name) : nameInButton(item);
  return readFile(deps, actor, nameOf(name), sent);
}

async function readFile(deps: Deps, { place, person }: Actor, name: string, file: SentFile): Promise<Reply> {
  if (packIdsOf(name).length === 0) return notice("refusal", say("pack.bad-name"));
  const large = notice("refusal", say("pack.refused.large", { most: PACK_LIMITS.bytes / 1024 / 1024 }));
  if (file.size > PACK_LIMITS.bytes) return large;
  const bytes = await file.bytes(PACK_LIMITS.bytes);
  if (bytes === null) return notice("trouble", say("pack.not-had"));
  const read = await deps.packs.files.read({ name: file.name, bytes });
  if (read.kind === "refused") return notice("refusal", say(`pack.refused.${read.code}`, read.values));
  const { questions, found, problems } = read;
  const wrong = problems.filter(({ severity }) => severity === "error").length;
  const advice = problems.length - wrong;
  const told = (tone: PackReadReply["tone"], buttons: readonly Button[], ...lines: Say[]): PackReadReply => ({
    kind: "pack-read",
    visibility: "private",
    tone,
    lines: [
      ...lines,
      ...(wrong === 0 ? [] : [say("pack.errors", { wrong })]),
      ...(advice === 0 ? [] : [say("pack.advice", { advice })]),
    ],
    ...{ problems, buttons },
  });
  if (questions.length === 0) return told("refusal", [], say("pack.nothing-kept", { found }));
  const saved = await savePack(deps, place.team, { name, questions, by: person.id });
  if (saved.kind === "too-many") return notice("refusal", say("pack.too-many", { most: PACK_LIMITS.packs }));
  const { id, header, before } = saved;
  deps.log.info({ team: place.team, pack: id, questions: questions.length, wrong }, "a pack was brought in");
  const counts = { name: { strong: name }, kept: questions.length, found };
  return told(
    "done",
    [
      actButton(id, "check"),
      ...(header.state === "released" ? [] : [{ ...actButton(id, "release"), primary: true }]),
    ],
    before === null
      ? say("pack.imported", counts)
      : say("pack.imported-again", { ...counts, version: header.version }),
    say("pack.knows"),
    ...(header.retired.length === 0 ? [] : [say("pack.stay-retired", { count: header.retired.length })]),
    say(header.state === "released" ? "pack.is-released" : "pack.is-draft"),
    ...(header.state === "released" ? await resumeWith(deps, place.team, packTopic(id)) : []),
  );
}
