/** Gives the tests a Redis. */
export default async function setup(): Promise<void> {}
