import type { PackQuestion, PackRead } from "../words/pack.ts";

/** Something that a learner answered, for a set of flash cards. */
export interface StudyCard {
  front: string;
  back: string;
  tags: readonly string[];
}

/** Reads and writes files with questions. Neither takes a process's time from others. */
export interface PackFiles {
  /** @param name the file's name, whose ending says what it is where the bytes do not. */
  read(file: { name: string; bytes: Uint8Array }): Promise<PackRead>;
  csv(questions: readonly PackQuestion[]): string;
  json(name: string, questions: readonly PackQuestion[]): string;
  /** A text that Anki imports, with tags. */
  anki(cards: readonly StudyCard[]): string;
  /** The same as a table. */
  table(cards: readonly StudyCard[]): string;
  /** An empty table that shows how questions are written. */
  template(): string;
  end(): Promise<void>;
}
