import type { TeamId } from "../../words/place.ts";

/** Names one document of a team: of which kind, and which one. Neither holds a slash. */
export interface DocumentName {
  kind: string;
  id: string;
}

export interface Document {
  /** 1 when it is written first, and one more with every change. */
  version: number;
  /** A text of whoever keeps it. */
  value: string;
  /** The learners of whom it holds something. */
  of: readonly string[];
}

/** What a document is to be. */
export interface DocumentChange {
  value: string;
  of: readonly string[];
  /** When it is forgotten, epoch milliseconds; `NEVER` for what stays. */
  until: number;
  /** When its job is due, epoch milliseconds; null: it has none. */
  dueAt: number | null;
}

/**
 * Things that are kept whole under a name: an interview, an invitation, a live round. Whoever changes one has read it,
 * and where another change came first reads it again: `changeDocument` in `uses/documents.ts` does that.
 */
export interface DocumentStore {
  readDocument(team: TeamId, name: DocumentName): Promise<Document | null>;
  /**
   * Writes a document in place of the one that was read (null: none was), and when it is due with it; `change` null
   * removes it. False where another change came first; then nothing happens.
   */
  writeDocument(
    team: TeamId,
    name: DocumentName,
    read: Document | null,
    change: DocumentChange | null,
  ): Promise<boolean>;
  /** Ids of the documents of a kind, those that are forgotten first in front. */
  listDocuments(team: TeamId, kind: string): Promise<readonly string[]>;
  /** Documents that hold something of a learner. */
  documentsOf(team: TeamId, learner: string): Promise<readonly DocumentName[]>;
}
