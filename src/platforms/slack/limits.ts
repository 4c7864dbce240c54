/**
 * What Slack refuses to take or to wait for. Lengths are in UTF-16 units after escaping, times in
 * milliseconds. Source: Slack's reference of Block Kit and of the Web API; what it does not say, and what
 * is kept clear of, is marked.
 */
export const LIMITS = {
  sectionText: 3000,
  headerText: 150,
  buttonText: 75,
  buttonsPerBlock: 25,
  contextElements: 10,
  /** 50 are allowed. */
  blocksPerMessage: 48,
  /** Of all blocks as JSON; a message of about 13,200 is refused (observed, not documented). */
  messageSize: 12_000,
  blocksPerView: 100,
  /** Of a `data_table`: rows beside its heading, columns, and characters in all cells. */
  tableRows: 100,
  tableColumns: 20,
  tableText: 10_000,
  /** Slack names 3000 for it; it is a heading. */
  tableCaption: 150,
  /** Of a `data_visualization`. */
  chartTitle: 50,
  chartSeries: 6,
  chartCategories: 20,
  chartLabel: 20,
  chartsPerMessage: 2,
  containerTitle: 150,
  containerBlocks: 10,
  menuOptions: 100,
  menuText: 75,
  /** What a choice stands for. */
  menuValue: 150,
  altText: 2000,
  imageUrl: 3000,
  /** Made pictures of one card: each is an upload of its own. */
  picturesPerCard: 4,
  /** Of a modal: its title and its two buttons. */
  viewTitle: 24,
  label: 2000,
  placeholder: 150,
  /** What is said at a field; Slack names no limit, and nobody reads more there. */
  fieldError: 300,
  checkboxes: 10,
  /** `chat.update` refuses more than 4000 characters of plain text. */
  fallbackText: 2900,
  /** Of one text where a message has to stay one message (an edit). */
  tightText: 850,
  /** Uses of one `response_url`, within 30 minutes of the press. */
  responses: 5,
  /** A name or a label of a member, in graphemes. */
  name: 40,
  /** The title of a link, in graphemes. */
  linkTitle: 100,
  commandUsageHint: 1000,
  commandDescription: 2000,
  shortcutName: 24,
  shortcutDescription: 150,
} as const;

export const TIMES = {
  /** Slack waits 3 s for the first answer; what precedes it gets this much. */
  beforeAck: 1000,
  /** How far a signed request's clock may be off, both ways. */
  signatureWindow: 5 * 60_000,
  /** How long a delivery is remembered: as long as its signature is valid, whatever its clock says. */
  replayMemory: 11 * 60_000,
  /** Of one request to the Web API. */
  request: 10_000,
  /** How long a rate limit holds back the look at the reactions of a message that were given meanwhile. */
  missedPatience: 5 * 60_000,
  /** How long the count of a message waits for its turn; more answers come, and bring another one. */
  countPatience: 10_000,
  /** How long a person is kept waiting for a rate limit before being told. */
  patience: 8000,
  /**
   * How long an answer waits for its turn in a channel: Slack takes a message a second there, so fifty who ask at once
   * are served.
   */
  channelPatience: 45_000,
  /** How long what a form shows is waited for before it opens without it: what opens it is good for three seconds. */
  formRead: 1000,
  /** How long a form that was handed in may take to say what is wrong with it; Slack waits three seconds. */
  formAnswer: 2000,
  /** When somebody whose answer still waits for that is told so. */
  silence: 5000,
  /** How long a rate limit holds back a post of the bot's own accord before it counts as failed, from its turn on. */
  postPatience: 3000,
  /** How long the name and the rights of a member are looked up before the payload's own word counts. */
  lookup: 1500,
  /** How long the store may take to tell what another replica heard of a member. */
  recall: 250,
  /** How long what Slack said of a member counts. */
  person: 5 * 60_000,
  /** How long it still counts where Slack does not answer. */
  rights: 60 * 60_000,
  /** How long a name counts before it is looked up again. */
  name: 60 * 60_000,
  /** How long a home page that was opened is kept up to date. */
  home: 24 * 60 * 60_000,
  /** Before each home page that is brought up to date: less than the hundred a minute that Slack takes. */
  homeDelay: 800,
  /** How long it counts who created the channels of a workspace. */
  owners: 60_000,
  /** Between two look-ups of names that nobody waits for: less than half of what Slack allows in a minute. */
  namePace: 1500,
  /** How long such a look-up waits for a rate limit. */
  namePatience: 5 * 60_000,
  /** How long a workspace that nobody asks for is kept in memory. */
  idle: 24 * 60 * 60_000,
  /** How often it is looked for such workspaces. */
  idleLook: 60 * 60_000,
  /** How long an installation that was read from the store counts. */
  installation: 60_000,
  /** How long the answer of `auth.test` counts. */
  scopes: 5 * 60_000,
  /** How long stopping waits for what is under way. */
  drain: 5000,
  /** How long a post of the bot's own accord waits for its pictures. */
  picture: 8000,
  /** How long somebody who asked waits for them before the words are shown. */
  pictureSoon: 2000,
  /** After which a file that was uploaded is tried once more: Slack looks through it first. */
  fileReady: 1000,
  /** How long the file of a picture is known by what it shows. */
  file: 24 * 60 * 60_000,
  /** How long a workspace that refuses pictures gets words alone. */
  withoutPictures: 10 * 60_000,
  /** And one for which Slack did not answer. */
  afterNoAnswer: 60_000,
  /** How long Slack may take to answer for the first time, or to open a first connection. */
  start: 30_000,
  /** How long a socket may take to say hello. */
  hello: 15_000,
} as const;

/** Home pages that are remembered, over all workspaces. */
export const REMEMBERED_HOMES = 2000;

/** Members whose name and rights are remembered, over all workspaces. */
export const REMEMBERED_PEOPLE = 20_000;

/** Files of pictures that are remembered, over all workspaces. */
export const REMEMBERED_FILES = 5000;

/** Socket Mode connections that are held, so that the refresh of one leaves no gap. */
export const CONNECTIONS = 2;
