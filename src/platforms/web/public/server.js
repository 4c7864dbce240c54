import { t } from "./words.js";

/** Talks to the server: sends what people do, and listens to what happens. */

const BASE = "/playground/api/";

/** How often something that did not arrive is sent again, and how long between, in milliseconds. */
const TRIES = 3;
const BETWEEN = 700;
/** After how long a stream that the server refused is opened again, in milliseconds. */
const AGAIN = 3_000;

/** Names what is done, so that sending it again does not do it twice. */
export function newDelivery() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function request(path, init) {
  for (let tries = 1; ; tries++) {
    try {
      return await fetch(BASE + path, init);
    } catch (error) {
      if (tries === TRIES || init?.signal?.aborted) throw error;
      await pause(BETWEEN);
    }
  }
}

/** Sends what somebody does. Gives what went wrong, or null. */
export async function send(name, body) {
  try {
    const init = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    const response = await request(name, init);
    return response.ok ? null : (await response.json()).message;
  } catch {
    return t("page.unreachable");
  }
}

/** Asks for something; null where there is no answer. */
export async function read(name, query, signal) {
  try {
    const response = await request(`${name}?${new URLSearchParams(query)}`, { signal });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/**
 * Listens to everything a member may see; nobody in particular is the first one. The browser comes back by
 * itself and gets what it missed; after a refusal `onRefused` says as whom to come back.
 */
export function listen(first, { onEvent, onConnected, onRefused }) {
  let source;
  let timer;
  const open = (member) => {
    source = new EventSource(`${BASE}events?${new URLSearchParams({ member })}`);
    for (const name of ["snapshot", "message", "removed", "own", "settled", "clock"])
      source.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
    source.addEventListener("open", () => onConnected(true));
    source.addEventListener("error", () => {
      onConnected(false);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(() => open(onRefused()), AGAIN);
    });
  };
  open(first);
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
