import type { Bank } from "../ports/bank.ts";
import type { LanguageChoice } from "../ports/language.ts";
import type { Log, Meter } from "../ports/log.ts";
import type { Opinions } from "../ports/opinion.ts";
import type { Outbox } from "../ports/outbox.ts";
import type { PackFiles } from "../ports/packs.ts";
import type { Places } from "../ports/places.ts";
import type { Platform } from "../ports/platform.ts";
import type { Store } from "../ports/store.ts";
import type { Place, TeamId } from "../words/place.ts";
import type { Round } from "../words/round.ts";
import type { RoundCache } from "./cache.ts";
import type { PackShelf } from "./packs/shelf.ts";

/** What the use cases work with. Time and chance come in here and nowhere else. */
export interface Deps {
  store: Store;
  /** For what need not happen at once. */
  outbox: Pick<Outbox, "add">;
  bank: Bank;
  /** The language model that reads answers; null: none. */
  opinions: Opinions | null;
  rounds: RoundCache;
  /** Questions of teams' own: what reads their files, and which were read lately. */
  packs: { files: PackFiles; shelf: PackShelf };
  /** Zones and times as people name them. */
  places: Places;
  log: Log;
  meter: Meter;
  /** What people read. */
  languages: LanguageChoice;
  /** This process's clock, epoch milliseconds; for labels alone, what is late is decided by the store. */
  clock: () => number;
  /** A fresh unguessable text of letters and digits. */
  token: (length: number) => string;
  /** The platform of a team; null where it is not configured any more. */
  platform: (team: TeamId) => Platform | null;
  /**
   * The store and the platforms for what is sent already: whoever lost a job may still note which message stands and
   * take its own back. Absent outside jobs, where nothing can be lost.
   */
  afterSending?: Pick<Deps, "store" | "platform">;
  /** Members whom the host lets manage daily questions: `discord:<member>`, `slack:<member>` or `slack:<team>/<member>`. */
  hostManagers: readonly string[];
  /** The channel that the host named for what is reported of questions; absent: none. */
  reportsTo?: Place | null | undefined;
  /** Somebody answered for the first time: the message's count may be brought up to date, not at once. */
  countChanged: (round: Round) => void;
  /** No more answers are taken: the count is not brought up to date any more. */
  countClosed: (round: Round) => void;
  /** Something that comes under an open question could not be noted: it is looked for what was left behind, soon. */
  leftBehind: () => void;
}

/** The zone of a group that has no schedule. */
export const DEFAULT_ZONE = "UTC";
