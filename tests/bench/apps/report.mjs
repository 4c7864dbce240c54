/**
 * Tells the bench where the app is, and how much of the processor it has used whenever it is asked.
 * @param {string} url
 */
export function report(url) {
  process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
  process.send?.({ url });
}
