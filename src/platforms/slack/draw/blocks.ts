import type { types } from "@slack/bolt";
import type { CardButton } from "../../../cards/model.ts";
import { encodeAction } from "../../../engine/words/action-id.ts";
import { OF_QUESTIONS } from "../../../engine/words/press.ts";
import type { Text } from "../../../words/flow.ts";
import { label } from "../../../words/line.ts";
import { LIMITS } from "../limits.ts";
import { cut, split } from "./text.ts";

/** Charts came to Slack in June 2026; the published types do not know them yet. */
export interface DataVisualizationBlock {
  type: "data_visualization";
  title: string;
  chart: {
    type: "bar" | "line";
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[] };
  };
}

/** Before the id of a file that was uploaded to Slack, where the address of a picture is named. */
export const FILE = "slack-file:";

export type Block = types.KnownBlock | DataVisualizationBlock;

/**
 * How a reply is laid out. whole: nothing is lost, further messages follow where one has no room.
 * tight: it has to stay one message (an edit), so overlong texts end with an ellipsis.
 */
export type Fit = "whole" | "tight";

/** A reply as Slack gets it: text for notifications and screen readers, and the blocks of each message. */
export interface Rendered {
  text: string;
  pages: readonly (readonly Block[])[];
}

const mrkdwn = (text: string) => ({ type: "mrkdwn", text, verbatim: true }) as const;

/** A paragraph, as one section or as many as it takes. */
export function paragraph(runs: Text, fit: Fit): Block[] {
  const parts = fit === "tight" ? [cut(runs, LIMITS.tightText)] : split(runs, LIMITS.sectionText);
  return parts.filter((part) => part !== "").map((part) => ({ type: "section", text: mrkdwn(part) }));
}

/** Small print. */
export function smallPrint(runs: Text): Block[] {
  return split(runs, LIMITS.sectionText).map((part) => ({ type: "context", elements: [mrkdwn(part)] }));
}

/** A heading of our own words; shown literally. */
export function heading(text: string): Block {
  return {
    type: "header",
    text: { type: "plain_text", text: label(text, LIMITS.headerText), emoji: true },
  };
}

const element = (id: string, button: CardButton) => ({
  type: "button" as const,
  action_id: id,
  text: {
    type: "plain_text" as const,
    text: label(button.label, LIMITS.buttonText) || button.action.verb,
    emoji: false,
  },
  ...(button.primary ? { style: "primary" as const } : {}),
});

/** Buttons in blocks of 25; a second button that does the same is left out, since Slack refuses it. */
export function buttonBlocks(buttons: readonly CardButton[]): Block[] {
  const byAction = new Map(buttons.map((button) => [encodeAction(button.action), button]));
  const rows: ReturnType<typeof element>[][] = [];
  for (const [id, button] of byAction) {
    const last = rows.at(-1);
    const row =
      last === undefined || button.row === true || last.length >= LIMITS.buttonsPerBlock ? [] : last;
    if (row !== last) rows.push(row);
    row.push(element(id, button));
  }
  return rows.map((elements) => ({ type: "actions", elements }));
}

/** The id of the marks for good and bad; which of them was pressed, their values say. */
const FEEDBACK = "dlq_feedback";

/**
 * What is good about a question and what is wrong with it as two small marks, and the buttons that are left; null:
 * there are no two such buttons.
 */
export function feedback(
  buttons: readonly CardButton[],
): { marks: Block; others: readonly CardButton[] } | null {
  const good = buttons.find(({ action }) => action.verb === OF_QUESTIONS.good);
  const bad = buttons.find(({ action }) => action.verb === OF_QUESTIONS.bad);
  if (good === undefined || bad === undefined) return null;
  const mark = ({ label: text, action }: CardButton) => ({
    text: { type: "plain_text" as const, text: label(text, LIMITS.buttonText) || action.verb },
    value: encodeAction(action),
  });
  return {
    marks: {
      type: "context_actions",
      elements: [
        {
          type: "feedback_buttons",
          action_id: FEEDBACK,
          positive_button: mark(good),
          negative_button: mark(bad),
        },
      ],
    },
    others: buttons.filter((one) => one !== good && one !== bad),
  };
}

/** Blocks as messages: each within the number and the size that Slack takes, in order. */
export function paged(blocks: readonly Block[]): Block[][] {
  const pages: Block[][] = [];
  let page: Block[] = [];
  let size = 0;
  let charts = 0;
  for (const block of blocks) {
    const more = JSON.stringify(block).length;
    const isChart = block.type === "data_visualization";
    const isFull =
      page.length === LIMITS.blocksPerMessage ||
      size + more > LIMITS.messageSize ||
      (isChart && charts === LIMITS.chartsPerMessage);
    if (page.length > 0 && isFull) {
      pages.push(page);
      page = [];
      size = 0;
      charts = 0;
    }
    page.push(block);
    size += more;
    if (isChart) charts++;
  }
  if (page.length > 0) pages.push(page);
  return pages;
}
