/**
 * What Discord allows, in UTF-16 units unless said otherwise (Discord counts code points, so this is on
 * the safe side). https://discord.com/developers/docs/resources/message, .../components/reference,
 * .../interactions/application-commands, read November 2026.
 */
export const LIMITS = {
  /** Of a message's own text 2000 are allowed; the rest is for a mention. */
  lead: 1900,
  /** What is read out of a lead that is longer. */
  leadBeginning: 300,
  embedTitle: 256,
  embedDescription: 4096,
  /** Over all embeds of a message. */
  embedsTotal: 6000,
  /** Over all texts of a message that is all components, its title among them. */
  displayed: 4000,
  /** Of the label beside which a button stands. */
  displayedLabel: 300,
  /** Components of a message, those inside others counted. */
  components: 40,
  /** Pictures of a message; it may have ten embeds, each with one, and two are for its text. */
  pictures: 8,
  /** What is said of a file. */
  pictureText: 1024,
  buttonsInRow: 5,
  rows: 5,
  buttonLabel: 80,
  customId: 100,
  modalTitle: 45,
  modalLabel: 45,
  placeholder: 100,
  checkboxes: 10,
  nonce: 25,
  /** Private replies that are remembered, over all servers. */
  ownReplies: 20_000,
  /** Messages of a page of history. */
  history: 100,
  threadName: 100,
  commandName: 32,
  commandDescription: 100,
  commandOptions: 25,
  choices: 25,
  choiceText: 100,
  /** Names, descriptions and values of one command with all its options. */
  commandTotal: 8000,
  commands: 100,
} as const;

/** Milliseconds for which a private reply may be taken away: Discord's fifteen minutes, less the way there. */
export const OWN_REPLY = 14.5 * 60_000;

/** Begins the id of a menu; what was chosen in it is the id of a button. */
export const MENU = "dlq-menu:";

/** Graphemes of a person's name that are shown. */
export const SHOWN_NAME = 40;

/** Milliseconds. Discord gives up after 3000; what is left is for the way there. */
export const PATIENCE = 1200;

/** Milliseconds that `stop` waits for what is under way. */
export const DRAIN = 5000;

/** Milliseconds that one request to the API may take, and how often one is tried again after a 5xx. */
export const REQUEST_TIMEOUT = 10_000;
export const REQUEST_RETRIES = 2;

/** Milliseconds for which a message is looked for whose first try nobody dated. */
export const LOOKED_BACK = 24 * 60 * 60_000;

/** Milliseconds after which another try makes sense where Discord did not say. */
export const RETRY_AFTER = 5_000;

/**
 * Milliseconds without a further guild after which a start counts as complete. discord.js holds back
 * every interaction until then, for 15 s by default, although an interaction lives for 3 s.
 */
export const WAIT_FOR_GUILDS = 500;

/** Milliseconds before a reaction that could not be taken away is tried again, time after time. */
export const REMOVAL_TRIES = [1_000, 15_000, 120_000] as const;

/**
 * Milliseconds before a question is read again whose reactions could not be read or recorded, and the questions of which
 * that is remembered.
 */
export const REREAD = 5_000;
export const REREAD_MOST = 1_000;

/** Members on a page of those who gave a reaction. */
export const REACTORS = 100;

/**
 * Milliseconds for which reactions are no longer taken away in a channel that refused it: 10,000
 * refusals in 10 minutes get the address banned.
 */
export const REFUSAL_MEMORY = 600_000;
