import axe from "axe-core";
import type { Page } from "playwright-core";

/** Rules whose outcome depends on the colours alone. */
const BY_COLOR = ["color-contrast"];

/** What axe finds of any weight: rule, and where. */
async function violations(page: Page, rules: readonly string[] | null): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(axe.source);
  const options = { resultTypes: ["violations"], ...(rules === null ? {} : { runOnly: rules }) };
  const found = await page.evaluate<axe.AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      ({ html, failureSummary = "" }) => `${id} (${impact}): ${html.slice(0, 200)} ${failureSummary}`,
    ),
  );
}

/** What axe finds on the page as it stands, in light and dark colours. */
export async function audit(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const light = await violations(page, null);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  return [...light, ...(await violations(page, BY_COLOR)).map((one) => `dark: ${one}`)];
}
