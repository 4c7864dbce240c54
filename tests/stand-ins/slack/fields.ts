import type { Json } from "./state.ts";

export interface Option {
  text: { text: string };
  value: string;
}

export interface InputBlock {
  type: string;
  block_id?: string;
  label?: { text: string };
  optional?: boolean;
  dispatch_action?: boolean;
  element?: {
    type: string;
    action_id?: string;
    min_length?: number;
    max_length?: number;
    options?: readonly Option[];
    initial_conversation?: string;
    initial_time?: string;
    initial_option?: Option;
    initial_options?: readonly Option[];
  };
}

/** What a field holds before anybody touches it. */
function initial({ element }: InputBlock): Json {
  const type = element?.type ?? "";
  switch (type) {
    case "conversations_select":
      return { type, selected_conversation: element?.initial_conversation ?? null };
    case "timepicker":
      return { type, selected_time: element?.initial_time ?? null };
    case "checkboxes":
    case "multi_static_select":
      return { type, selected_options: element?.initial_options ?? [] };
    case "plain_text_input":
      return { type, value: null };
    default:
      return { type, selected_option: element?.initial_option ?? null };
  }
}

const isEmpty = (value: Json): boolean =>
  Object.entries(value).every(
    ([key, one]) => key === "type" || one === null || (Array.isArray(one) && one.length === 0),
  );

/**
 * The fields of a form as somebody has them in front of them. As in Slack's client, what was entered stays while the
 * block with its id does, whatever an update says of its initial value.
 */
export class Fields {
  #view: { id: string; blocks: readonly InputBlock[] } = { id: "", blocks: [] };
  #values = new Map<string, Json>();

  show(id: string, view: Json): void {
    if (id !== this.#view.id) this.#values = new Map();
    const blocks = (view.blocks as InputBlock[]).filter(({ type }) => type === "input");
    this.#view = { id, blocks };
    const values = new Map<string, Json>();
    for (const block of blocks) {
      const key = block.block_id ?? "";
      values.set(key, this.#values.get(key) ?? initial(block));
    }
    this.#values = values;
  }

  labels(): readonly string[] {
    return this.#view.blocks.map(({ label }) => label?.text ?? "");
  }

  block(label: string): InputBlock {
    const found = this.#view.blocks.find((one) => one.label?.text === label);
    if (!found) throw new Error(`no field "${label}", but ${this.labels().join(", ")}`);
    return found;
  }

  set(label: string, value: Json): void {
    this.#values.set(this.block(label).block_id ?? "", value);
  }

  /** What a field shows: a time, an id, the labels of what is chosen. */
  shown(label: string): string {
    const value = this.#values.get(this.block(label).block_id ?? "") ?? {};
    const several = value.selected_options as readonly Option[] | undefined;
    if (several !== undefined) return several.map(({ text }) => text.text).join(", ");
    const one = value.selected_option as Option | null | undefined;
    return String(one?.text.text ?? value.selected_time ?? value.selected_conversation ?? "");
  }

  /** As Slack sends it. It sends no form with an empty field that is needed. */
  values(): Json {
    return Object.fromEntries(
      this.#view.blocks.map((block) => [
        block.block_id ?? "",
        { [block.element?.action_id ?? ""]: this.#values.get(block.block_id ?? "") ?? {} },
      ]),
    );
  }

  /** Fields that are needed and empty. */
  missing(): readonly string[] {
    return this.#view.blocks
      .filter((block) => block.optional !== true && isEmpty(this.#values.get(block.block_id ?? "") ?? {}))
      .map(({ label }) => label?.text ?? "");
  }

  /** The channels that are chosen, for which Slack gives addresses to answer at. */
  conversations(): readonly { blockId: string; actionId: string; channel: string }[] {
    return this.#view.blocks.flatMap((block) => {
      const channel = this.#values.get(block.block_id ?? "")?.selected_conversation;
      const wants = (block.element as Json | undefined)?.response_url_enabled === true;
      if (typeof channel !== "string" || !wants) return [];
      return [{ blockId: block.block_id ?? "", actionId: block.element?.action_id ?? "", channel }];
    });
  }

  /** Errors by the labels of their fields, as they are seen. */
  byLabel(errors: Json): Json {
    return Object.fromEntries(
      Object.entries(errors).map(([id, text]) => {
        const block = this.#view.blocks.find((one) => one.block_id === id);
        if (block === undefined) throw new Error(`an error for ${id}, which is no field`);
        return [block.label?.text ?? id, text];
      }),
    );
  }
}
