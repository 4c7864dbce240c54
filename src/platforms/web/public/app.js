import { blocks } from "./blocks.js";
import { dismiss, mark, messageOf, release, remove, reset, showChannel, take } from "./chat.js";
import { put, startComposer } from "./composer.js";
import { byId, el, focusFirst } from "./dom.js";
import { openForm, renewForm, startForms } from "./forms.js";
import { expectNothing, follow, followHeld, startKeys } from "./keys.js";
import { buttonOf, spoken } from "./message.js";
import { listen, newDelivery, read, send } from "./server.js";
import { startSheets } from "./sheets.js";
import { drawChannels, drawPeople } from "./side.js";
import { refreshTimes, setClock, today } from "./times.js";
import { drawWelcome } from "./welcome.js";
import { learn, t } from "./words.js";

/** After how long a reply that is not there shows that the bot is at work, in milliseconds. */
const PATIENCE = 300;
/** How long the corner waits for more to happen before it asks again, in milliseconds. */
const CORNER_DELAY = 250;
/** How often "in 3 hours" is brought up to date, in milliseconds. */
const TIMES_REFRESH = 30_000;

const address = new URLSearchParams(location.search);
const state = {
  me: address.get("as") ?? "",
  current: address.get("in"),
  members: [],
  channels: [],
  direct: "",
  forms: {},
  starters: [],
  unread: new Map(),
  waiting: new Map(),
};
let stopListening = () => {};

/** The address holds who and where, so that a reload and a second window find their way. */
function remember() {
  history.replaceState(null, "", `?${new URLSearchParams({ as: state.me, in: state.current })}`);
}

function say(text) {
  byId("live").textContent = text;
}

function complain(message) {
  const alert = byId("alert");
  alert.textContent = message ?? "";
  alert.hidden = message === null;
}

function showBusy() {
  const busy = byId("busy");
  const isBusy = [...state.waiting.values()].some((since) => performance.now() - since >= PATIENCE);
  if (isBusy && busy.hidden) {
    busy.hidden = false;
    busy.scrollIntoView({ block: "nearest" });
  }
  busy.hidden = !isBusy;
}

/**
 * Sends what the member does here, and waits for the stream to say that it is settled. Gives what went wrong
 * on the way, or null.
 */
async function act(name, what) {
  const delivery = newDelivery();
  release();
  state.waiting.set(delivery, performance.now());
  setTimeout(showBusy, PATIENCE + 10);
  complain(null);
  const trouble = await send(name, { member: state.me, channel: state.current, delivery, ...what });
  if (trouble === null) return null;
  state.waiting.delete(delivery);
  showBusy();
  complain(trouble);
  return trouble;
}

function drawPlace() {
  const isDirect = state.current === state.direct;
  const channel = state.channels.find(({ id }) => id === state.current);
  byId("where").textContent = isDirect ? t("page.bot") : `#${state.current}`;
  byId("about").textContent = channel === undefined ? t("page.direct") : t(`page.about.${channel.id}`);
  byId("composer").hidden = isDirect;
  byId("direct-note").hidden = !isDirect;
  const isAdmin = state.members.some(({ id, isAdmin: is }) => id === state.me && is);
  byId("admin").hidden = !isAdmin || isDirect;
}

/** Whether a message may have come of what this member does: nobody else's line made it. */
const isMine = ({ cause }) =>
  cause === null || state.members.some(({ id, name }) => id === state.me && name === cause.name);

/** The playground's own date, and the button that moves it. */
function drawDate() {
  byId("clock").hidden = !state.moves;
  byId("date").textContent = today();
}

let cornerTimer;
/** The language for which the words were asked for again last, so that this is done once. */
let asked = "";
/** How the member is doing here, beside the stream; brought up to date after something happened. */
function refreshCorner() {
  clearTimeout(cornerTimer);
  cornerTimer = setTimeout(async () => {
    const { me, current, direct } = state;
    const home = current === direct ? null : await read("home", { member: me, channel: current });
    if (me !== state.me || current !== state.current) return;
    if (home !== null && home.language !== document.documentElement.lang && home.language !== asked) {
      // The member has chosen another language: the page's own words come anew.
      asked = home.language;
      become(me);
      return;
    }
    const corner = byId("corner");
    corner.hidden = home === null;
    byId("to-corner").hidden = home === null;
    if (home !== null)
      byId("standing").replaceChildren(el("h2", {}, home.title), ...blocks(home.blocks, { buttons: [], me }));
  }, CORNER_DELAY);
}

function goTo(channel) {
  state.current = channel;
  state.unread.delete(channel);
  remember();
  complain(null);
  drawChannels(state);
  drawPlace();
  showChannel(channel);
  drawWelcome(state);
  refreshCorner();
}

const EVENTS = {
  snapshot({ messages, own, words, language, ...known }) {
    learn(words, language);
    Object.assign(state, known);
    renewForm(state.forms);
    setClock(known.now);
    drawDate();
    state.waiting.clear();
    state.unread.clear();
    reset(messages, state.me, own);
    const places = [...state.channels.map(({ id }) => id), state.direct];
    drawPeople(state);
    goTo(places.includes(state.current) ? state.current : places[0]);
  },
  message(message) {
    const isNew = messageOf(message.id) === undefined;
    const isOwn = message.to === state.me || state.waiting.size > 0;
    take(message, { channel: state.current, isOwn });
    if (isNew && state.waiting.size > 0 && isMine(message)) follow(message.id);
    if (message.channel !== state.current && isNew) {
      state.unread.set(message.channel, (state.unread.get(message.channel) ?? 0) + 1);
      drawChannels(state);
    }
    if (isNew && message.channel === state.current) say(spoken(message));
    drawWelcome(state);
    refreshCorner();
  },
  own(choices) {
    mark(choices);
  },
  removed({ id }) {
    remove(id);
  },
  clock({ now }) {
    setClock(now);
    drawDate();
    refreshTimes();
    // The page that follows may come into sight before the questions and results of that day.
    release();
  },
  settled({ delivery }) {
    state.waiting.delete(delivery);
    showBusy();
  },
};

/** From now on the page is this member's. */
function become(member) {
  stopListening();
  state.me = member;
  stopListening = listen(member, {
    onEvent: (name, data) => EVENTS[name](data),
    onConnected(isConnected) {
      const note = byId("connection");
      note.hidden = isConnected;
      note.textContent = isConnected ? "" : t("page.reconnecting");
    },
    // Before the first snapshot it may be the address that names nobody.
    onRefused() {
      if (state.members.length === 0) state.me = "";
      return state.me;
    },
  });
}

function openFormOf(message, button) {
  const { name, item } = button.form;
  openForm(state.forms, name, {
    send: (text, file) => {
      expectNothing();
      return act("form", { form: name, item, text, file });
    },
    handed: followHeld,
    // The browser gives the focus back to the button itself, or to nothing where the card was drawn again meanwhile.
    closed: () => {
      const card = byId(message.id);
      const id = CSS.escape(button.id);
      const again = card?.querySelector(`[data-button="${id}"], select:has(option[value="${id}"])`);
      focusFirst([again, card, byId("line"), byId("stream")]);
    },
  });
}

/** What is ticked in a list, or null where a button stands in none. */
function ticksAround(target) {
  const list = target.closest(".checklist");
  return list && [...list.querySelectorAll("input:checked")].map(({ value }) => value);
}

function press(id, message, target) {
  const button = buttonOf(message.view, id);
  const ticked = ticksAround(target);
  if (button?.form && ticked)
    act("form", { form: button.form.name, item: button.form.item, text: "", ticked });
  else if (button?.form) openFormOf(message, button);
  else act("button", { message: message.id, button: id });
}

const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";

/** What a click on an element with this datum does. */
const CLICKS = {
  button: press,
  react: (value, message) => act("reaction", { message: message.id, choice: Number(value) }),
  dismiss(value) {
    dismiss(value);
    drawWelcome(state);
  },
  line: (value) => put(value),
  send: (value) => act("line", { line: value }),
  channel: (value) => goTo(value),
  daily: (value) => act("daily", { what: value, timezone: zone() }),
  next: () => act("next", { timezone: zone() }),
};

document.addEventListener("click", (event) => {
  const target = event.target.closest("button");
  if (target === null) return;
  const [name] = Object.keys(CLICKS).filter((key) => target.dataset[key] !== undefined);
  if (name === undefined) return;
  CLICKS[name](target.dataset[name], messageOf(target.closest("article")?.id), target);
});
document.addEventListener("change", ({ target }) => {
  if (target.matches("select[data-menu]"))
    press(target.value, messageOf(target.closest("article")?.id), target);
});
byId("people").addEventListener("change", (event) => become(event.target.value));
startComposer((line) => act("line", { line }));
startForms();
startSheets();
startKeys();
setInterval(() => {
  refreshTimes();
  drawDate();
}, TIMES_REFRESH);
become(state.me);
