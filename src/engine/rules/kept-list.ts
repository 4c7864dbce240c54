/** Ids of items that a learner put aside, the newest first. */
export type KeptList = readonly string[];

/** How many are kept: of more, the oldest goes. */
export const KEPT_MOST = 500;

/** With one more in front; one that is there stays where it is. */
export const withItem = (list: KeptList, item: string): KeptList =>
  list.includes(item) ? list : [item, ...list].slice(0, KEPT_MOST);

export const withoutItem = (list: KeptList, item: string): KeptList => list.filter((one) => one !== item);

/** What a text says that was kept of a list; nothing where it says nothing. */
export function readKept(text: string): KeptList {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}
