import { once } from "node:events";
import { type ClientRequest, get, type IncomingMessage } from "node:http";
import type { Form } from "../../../src/cards/model.ts";
import { type ButtonView, buttonsOf } from "../../../src/platforms/web/draw/index.ts";
import type { Message } from "../../../src/platforms/web/room.ts";
import { viewViolations } from "./reading.ts";

export interface Event {
  id: string;
  name: string;
  data: unknown;
}

/** Takes events out of a Server-Sent Events stream. */
function* parseEvents(text: string): Generator<Event> {
  for (const frame of text.split("\n\n")) {
    const fields = new Map(frame.split("\n").map((line) => line.split(/: (.*)/s) as [string, string]));
    const name = fields.get("event");
    if (name === undefined) continue;
    yield { id: fields.get("id") ?? "", name, data: JSON.parse(fields.get("data") ?? "null") };
  }
}

let deliveries = 0;

/** The page of one member without a browser: listens to the stream, and sends what the page would. */
export class Visitor {
  readonly events: Event[] = [];
  readonly violations: string[] = [];
  readonly #messages = new Map<string, Message>();
  readonly #url: string;
  #request: ClientRequest | null = null;
  readonly #channel: string;
  readonly member: string;
  /** Resolves when the server ends the stream. */
  ended: Promise<void> = Promise.resolve();
  #form: ButtonView["form"] = null;
  /** The boxes above the button that was pressed last. */
  #boxes: readonly { value: string; text: string }[] = [];
  #forms: Readonly<Record<string, Form | undefined>> = {};

  constructor(url: string, member: string, channel: string) {
    this.#url = url;
    this.member = member;
    this.#channel = channel;
  }

  /** Opens the stream; resolves with the status when it stands. */
  async connect(lastEventId?: string): Promise<number> {
    const headers = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
    const address = `${this.#url}/playground/api/events?member=${this.member}`;
    this.#request = get(address, { headers, agent: false });
    const [response] = (await once(this.#request, "response")) as [IncomingMessage];
    this.ended = this.#listen(response).catch((error: unknown) => {
      if (this.#request?.destroyed !== true) throw error;
    });
    return response.statusCode ?? 0;
  }

  leave(): void {
    this.#request?.destroy();
  }

  async #listen(body: IncomingMessage): Promise<void> {
    let rest = "";
    for await (const chunk of body.setEncoding("utf8")) {
      rest += chunk;
      const end = rest.lastIndexOf("\n\n");
      if (end < 0) continue;
      for (const event of parseEvents(rest.slice(0, end))) this.#take(event);
      rest = rest.slice(end + 2);
    }
  }

  #take(event: Event): void {
    this.events.push(event);
    if (event.name === "snapshot") {
      const { messages, forms } = event.data as { messages: Message[]; forms: Record<string, Form> };
      this.#messages.clear();
      this.#forms = forms;
      for (const message of messages) this.#put(message);
    } else if (event.name === "message") this.#put(event.data as Message);
    else if (event.name === "removed") this.#messages.delete((event.data as { id: string }).id);
  }

  #put(message: Message): void {
    if (message.to !== null && message.to !== this.member)
      this.violations.push(`${this.member} was sent a private reply to ${message.to}`);
    this.violations.push(...viewViolations(message.view));
    this.#messages.set(message.id, message);
  }

  /** Everything this member sees, in order. */
  get messages(): readonly Message[] {
    return [...this.#messages.values()];
  }

  /** Sends a body as it is. */
  post(name: string, body: object): Promise<Response> {
    return fetch(`${this.#url}/playground/api/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  /** Does something as this member, in this channel. */
  act(name: string, what: object): Promise<Response> {
    const delivery = `test-delivery-${++deliveries}`;
    return this.post(name, { member: this.member, channel: this.#channel, delivery, ...what });
  }

  async press(id: string, label: string): Promise<void> {
    const view = this.#messages.get(id)?.view;
    const button = view && buttonsOf(view).find((one) => one.label === label);
    if (button === undefined) throw new Error(`there is no button ${label}`);
    const list = view?.blocks.find((block) => block.type === "checklist" && block.submit.id === button.id);
    this.#boxes = list?.type === "checklist" ? list.items : [];
    if (button.form !== null) this.#form = button.form;
    else await this.#expectTaken(this.act("button", { message: id, button: button.id }));
  }

  form(): string | null {
    return this.#form === null ? null : (this.#forms[this.#form.name]?.title ?? null);
  }

  async submit(text: string, ticks: readonly string[] = []): Promise<void> {
    if (this.#form === null) throw new Error("no form is open");
    const { name, item } = this.#form;
    this.#form = null;
    const ticked = ticks.map((tick) => {
      const box = this.#boxes.find((one) => one.text === tick);
      if (box === undefined) throw new Error(`there is no box ${tick}`);
      return box.value;
    });
    await this.#expectTaken(this.act("form", { form: name, item, text, ticked }));
  }

  async #expectTaken(response: Promise<Response>): Promise<void> {
    const { status } = await response;
    if (status !== 202) throw new Error(`not taken: ${status}`);
  }
}
