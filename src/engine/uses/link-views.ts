import { accountName, type Link, type LinkAct, type Side } from "../words/link.ts";
import type { Button } from "../words/press.ts";
import { type NoticeReply, notice } from "../words/reply.ts";
import { say, type WordId } from "../words/say.ts";

/** What is shown of a linking. */

export const LINK_COMMAND = { command: "link" } as const;

const button = (label: WordId, run: string, act: LinkAct, primary = false): Button => ({
  label: say(label),
  action: { verb: "link", run, act },
  ...(primary ? { primary } : {}),
});

const yesOrNo = (run: string): Button[] => [
  button("button.link-yes", run, "yes", true),
  button("button.link-no", run, "no"),
];

export const soon = (until: number) => ({ time: until, style: "relative" }) as const;

/** What the side is asked that the code came from. */
export const askedNotice = ({ run }: Link, other: Side, until: number): NoticeReply => ({
  ...notice(
    "info",
    say("link.wanted", { account: accountName(other), until: soon(until) }),
    say("link.what"),
    say("link.only-you"),
  ),
  buttons: yesOrNo(run),
});

export const linkedNotice = (run: string, other: Side): NoticeReply => ({
  ...notice("info", say("link.is", { account: accountName(other) }), say("link.what")),
  buttons: [button("button.link-off", run, "off")],
});

export const enteredNotice = (run: string, other: Side, until: number): NoticeReply => ({
  ...notice(
    "info",
    say("link.entered", { account: accountName(other), until: soon(until) }),
    say("link.what"),
    say("link.only-you"),
  ),
  buttons: yesOrNo(run),
});

export const waitingNotice = (run: string, other: Side, until: number): NoticeReply => ({
  ...notice(
    "done",
    say("link.waits", { account: accountName(other), command: LINK_COMMAND, until: soon(until) }),
  ),
  buttons: [button("button.link-no", run, "no")],
});

/** How a linking stands, on the side that keeps it; null: it is to begin anew. */
export function standing(link: Link): NoticeReply | null {
  const { run, stage, other, until } = link;
  if (other === null || until === null) return null;
  switch (stage) {
    case "asked":
      return askedNotice(link, other, until);
    case "asking":
      return enteredNotice(run, other, until);
    case "waiting":
      return waitingNotice(run, other, until);
    default:
      return null;
  }
}
