import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const USUAL_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where a Chromium is, or null. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined) return existsSync(named) ? named : null;
  return USUAL_PATHS.find((path) => existsSync(path)) ?? null;
}

/** A browser whose pages report everything that goes wrong in them. */
export class Window {
  /** Errors and warnings of the consoles, and exceptions that nobody caught. */
  readonly errors: string[] = [];
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async open(executablePath: string): Promise<Window> {
    return new Window(await chromium.launch({ executablePath, args: ARGS }));
  }

  /** A page of its own, as in a browser profile of its own. */
  async page(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.addInitScript({ path: fileURLToPath(new URL("./in-page.js", import.meta.url)) });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.errors.push(message.text());
    });
    page.on("pageerror", (error) => this.errors.push(String(error)));
    await page.goto(url);
    await page.locator("#channels button").first().waitFor({ state: "attached" });
    return page;
  }

  async closePages(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

/** Asks one of the functions of `in-page.js`. */
export const look = <T>(page: Page, call: string): Promise<T> => page.evaluate<T>(`look.${call}`);
