import { cardOf } from "../../src/cards/index.ts";
import type { Capability, Card, Form } from "../../src/cards/model.ts";
import type { Pictures } from "../../src/cards/ports.ts";
import type { Reply } from "../../src/engine/words/reply.ts";
import { modal } from "../../src/platforms/discord/forms.ts";
import { createIllustrate as illustrateOnDiscord } from "../../src/platforms/discord/illustrated.ts";
import { drawHome } from "../../src/platforms/slack/draw/index.ts";
import { formView } from "../../src/platforms/slack/forms.ts";
import type { FormContext } from "../../src/platforms/slack/payloads.ts";
import { createIllustrate as illustrateOnSlack } from "../../src/platforms/slack/pictures.ts";
import { createStyles } from "../../src/platforms/slack/styles.ts";
import type { Workspace } from "../../src/platforms/slack/workspaces.ts";
import type { Words } from "../../src/words/words.ts";
import { LogBook } from "../platforms/harness.ts";
import { message as discordMessage } from "../skins/discord/message.ts";
import { modal as discordModal } from "../skins/discord/modal.ts";
import { all, type Html } from "../skins/html.ts";
import type { Skin } from "../skins/page.ts";
import type { Reader } from "../skins/reader.ts";
import { home, message as slackMessage, modal as slackModal } from "../skins/slack/message.ts";

/** A reply as members see it: drawn by the platform, with its pictures, and shown as its client would. */
export type Draw = (reply: Reply, words: Words, reader: Reader) => Promise<Html>;

/** What each platform can do, as it says itself. */
const CAN = {
  discord: ["hides-reactions", "letter-reactions"],
  slack: ["types-lines", "home-settings", "praise"],
} as const satisfies Record<Skin, readonly Capability[]>;

type Ids = Readonly<Record<string, string>>;
type Place = Skin | "web";

/** The channels of the samples by ids as each platform gives them. */
const CHANNELS: Readonly<Record<Place, Ids>> = {
  discord: { "2": "201", C0STUDY: "201", general: "202", random: "203" },
  slack: { "2": "C0STUDY", general: "C0GENERAL", random: "C0RANDOM" },
  web: { "2": "study-group", C0STUDY: "study-group" },
};

/** Their members, likewise. */
const MEMBERS: Readonly<Record<Place, Ids>> = {
  discord: { "1": "301", "2": "302", "11": "301", "12": "302", "13": "303" },
  slack: { "1": "U0ADA", "2": "U0BEN", "11": "U0ADA", "12": "U0BEN", "13": "U0CEM" },
  web: { "1": "ada", "2": "ben", "11": "ada", "12": "ben", "13": "chidi" },
};

/** Where they stand. */
const OF_CHANNELS = ["group", "voice"];
const OF_MEMBERS = [
  "by",
  "invited",
  "member",
  "host",
  "interviewer",
  "candidate",
  "observer",
  "signed",
  "knew",
];

/** What they are called. */
export const NAMES: Ids = {
  ...{ "201": "study-group", C0STUDY: "study-group" },
  ...{ "202": "general", C0GENERAL: "general" },
  ...{ "203": "random", C0RANDOM: "random" },
  ...{ "301": "Ada", "302": "Ben", "303": "Cem", U0ADA: "Ada", U0BEN: "Ben", U0CEM: "Cem" },
};

/** The same data with texts that are exactly one of these replaced; `under`: at which keys alone. */
export function replaced<T>(value: T, by: Ids, under?: readonly string[], key = ""): T {
  if (typeof value === "string")
    return (under === undefined || under.includes(key) ? (by[value] ?? value) : value) as T;
  if (Array.isArray(value)) return value.map((one) => replaced(one, by, under, key)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => [name, replaced(inside, by, under, name)]),
  ) as T;
}

/** What is told by direct message, and not as an answer to a press. */
const TOLD: readonly Card["kind"][] = ["reminder"];

/** What the bot puts under a question that reactions answer. */
const REACTIONS: Readonly<Record<Skin, readonly string[]>> = {
  discord: ["🇦", "🇧", "🇨", "🇩"],
  slack: ["1", "2", "3", "4"],
};

const reactionsOf = (reply: Reply, skin: Skin) =>
  reply.kind === "question" && reply.answers === "both"
    ? REACTIONS[skin].map((emoji) => [emoji, 1] as const)
    : [];

/** With the ids of a platform. */
export const placed = (reply: Reply, place: Place): Reply =>
  replaced(replaced(reply, CHANNELS[place], OF_CHANNELS), MEMBERS[place], OF_MEMBERS);

const cardFor = (reply: Reply, words: Words, skin: Skin) =>
  cardOf(placed(reply, skin), {
    words,
    can: (name) => (CAN[skin] as readonly string[]).includes(name),
  });

export function onDiscord(pictures: Pictures): Draw {
  const illustrate = illustrateOnDiscord(pictures);
  return async (reply, words, reader) => {
    const card = cardFor(reply, words, "discord");
    const { first, rest, files } = await illustrate(card, TOLD.includes(card.kind) ? "aloud" : "answer");
    const isPrivate = card.visibility === "private" && !TOLD.includes(card.kind);
    const reactions = reactionsOf(reply, "discord");
    return all([
      discordMessage({ page: first, files, isPrivate, reactions }, reader),
      ...rest.map((page) => discordMessage({ page, files: [], isPrivate, reactions: [] }, reader)),
    ]);
  };
}

/** The same for a form. */
export const formOnDiscord = (form: Form): Html => discordModal(modal(form, "pooling.o1", null));

/** A workspace that keeps what is uploaded to it. */
function keeping(files: Map<string, Uint8Array>): Workspace {
  return {
    team: "slack:T0STUDY",
    botUser: null,
    scopes: async () => null,
    api: {
      download: async () => null,
      call: async (_method, { file }) => {
        const id = `F${files.size + 1}`;
        files.set(id, file as Uint8Array);
        return { kind: "ok", data: { files: [{ files: [{ id }] }] }, scopes: null };
      },
    },
  };
}

/** Longer than any picture takes. */
const WITHIN = 60_000;

export function onSlack(pictures: Pictures): Draw {
  const styles = createStyles();
  const illustrate = illustrateOnSlack(pictures, styles, new LogBook());
  const files = new Map<string, Uint8Array>();
  const workspace = keeping(files);
  return async (reply, words, reader) => {
    const card = cardFor(reply, words, "slack");
    if (card.kind === "home") return home(drawHome(card), { reader, files });
    const illustrated = await illustrate.card(workspace, card, WITHIN);
    const { pages } = styles.draw(workspace.team, illustrated, "whole");
    const isPrivate = card.visibility === "private" && !TOLD.includes(card.kind);
    return all(
      pages.map((blocks, i) =>
        slackMessage(
          { blocks, isPrivate, reactions: i === 0 ? reactionsOf(reply, "slack") : [] },
          { reader, files },
        ),
      ),
    );
  };
}

/** The same for a form. */
export const formOnSlack = (form: Form, reader: Reader): Html =>
  slackModal(formView(form, { form: form.name, item: "pooling.o1" } as FormContext), {
    reader,
    files: new Map(),
  });
