/** The oldest Node that the bot runs on, as package.json says it. */
export const OLDEST = "20.19";

/** What to say where Node is too old, or null. */
export function tooOld(version: string): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST.split(".").map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
    ? null
    : `The bot needs Node ${OLDEST} or newer, and this is Node ${version}. Get a newer one at https://nodejs.org.`;
}
