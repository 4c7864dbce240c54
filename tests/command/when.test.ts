import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suggest } from "../../src/command/complete.ts";
import { writtenDays } from "../../src/command/days.ts";
import { days, known, type Option, time } from "../../src/command/options.ts";
import type { Weekday } from "../../src/engine/words/schedule.ts";
import { LOCALES, loadLanguages } from "../../src/words/languages.ts";
import { sentence } from "../engine/world.ts";
import { realBank } from "./real.ts";

const now = Date.UTC(2026, 0, 15);
const domains = { ...realBank().domains, clock: () => now };
const languages = loadLanguages(LOCALES);
const TIME = time("option.time");
const DAYS = days("option.days");
const ZONE = known("option.timezone", "timezone");

/** What is kept of a spelling, or "?" and the beginning of why it is refused. */
function read(option: Option, typed: string): string {
  const parsed = option.parse(typed, domains);
  return parsed.ok ? String(parsed.value) : `? ${sentence(parsed.why)}`;
}

/** Lines of "value: spelling | spelling"; what begins with "?" is refused with these words. */
const table = (text: string) =>
  text
    .trim()
    .split("\n")
    .flatMap((line) => {
      const at = line.indexOf(" <- ");
      const spellings = line.slice(at + 4).split(" | ");
      return spellings.map((typed): [string, string] => [typed, line.slice(0, at)]);
    });

const TIMES = table(`
09:00 <- 9 | 09 | 9am | 9 am | 9:00 | 09:00 | 9:00 AM | 9 A.M. | 9 a.m. | 9a | 9.00 | 9 Uhr | 9:00 Uhr | um 9 Uhr | 9h | 9 h | 9h00 | 0900 | 900 | 0900 hrs | 9 o'clock | 9 o’clock | at 9 | ９：００ | 9時 | 午前9時 | 上午9点 | सुबह 9 बजे | ٩:٠٠ | 9 in the morning | 9 morgens | 9 du matin | a las 9 | 9:00:00
09:30 <- 9:30 | 9.30 | 9h30 | 9 h 30 | 9 Uhr 30 | 0930 | 930 | 9 30 | 9:30am | 上午9点半 | 9時30分
21:00 <- शाम 9 बजे | 晚上9点 | 21 | 21h | 9pm | 9 PM | 9:00 PM | 9:00 p.m. | 2100 | 21 Uhr | às 21h | 下午9点 | 午後9時 | 9 Uhr abends | 9 de la noche
17:30 <- 17:30 | 5:30 pm | 5.30pm | 17h30 | 1730 | 1730h | 17.30 Uhr
12:00 <- दोपहर | 中午 | noon | Noon | 12 noon | midday | 12pm | 12:00 PM | Mittag | mittags | mediodía | midi | meio-dia | 正午 | 12
00:00 <- आधी रात | midnight | 12 midnight | 12am | 12:00 AM | 0:00 | 00:00 | 0 | Mitternacht | minuit | meia-noite | 0000
00:05 <- 12:05 am | 0:05 | 0005
12:05 <- 12:05 pm
23:59 <- 23:59 | 11:59 pm
? has no such hour <- 25 | 25:00 | 13pm | 0pm | 99:00 | 2460
? has no such minute <- 9:75 | 9:60 | 0960 | 9h99
? is where a day ends <- 24 | 24:00 | 24h | 2400
? is not a time of day <- soon | 9:5 | -9 | 9-10 | 9:00-10:00 | 99999 | am | half nine | 9:00 CET | 1:2:3:4
`);

const DAY_SETS = table(`
1,2,3,4,5,6,7 <- daily | Daily | every day | everyday | all | all days | mon-sun | täglich | jeden Tag | todos los días | tous les jours | todos os dias | 毎日 | 每天 | हर दिन
1,2,3,4,5 <- weekdays | every weekday | Monday to Friday | mon-fri | Mon–Fri | Mon - Fri | Mo-Fr | mo—fr | M-F | monday through friday | from Monday to Friday | Montag bis Freitag | montags bis freitags | werktags | lunes a viernes | de lunes a viernes | lun-vie | du lundi au vendredi | segunda a sexta | segunda-feira a sexta-feira | 月曜から金曜 | 周一至周五 | 星期一到星期五 | 平日 | सोमवार - शुक्रवार | सोमवार से शुक्रवार तक | mon,tue,wed,thu,fri | daily except sat and sun
6,7 <- weekend | weekends | sat/sun | Sat & Sun | Saturday and Sunday | Sa, So | Wochenende | am Wochenende | fin de semana | le week-end | fim de semana | 周末 | 週末
1 <- Monday | mondays | montags | Mo | Mo. | every Monday | on Mondays | lunes | lundi | segunda | segunda-feira | 月曜日 | 周一 | सोमवार
1,3,5 <- Mon, Wed and Fri | mon wed fri | Mon/Wed/Fri | MWF | Mo, Mi, Fr | Mo + Mi + Fr | Montag, Mittwoch und Freitag | lunes, miércoles y viernes | seg, qua e sex | 周一、周三、周五 | 周一、周三和周五 | 每周一周三周五 | 月と水と金 | सोम, बुध और शुक्र
2,4 <- Tue & Thu | tues thurs | TTh | Di, Do | dienstags und donnerstags | mar y jue | mar et jeu
1,5,6,7 <- fri-mon | Friday to Monday
1,2,3,5 <- Mon-Wed, Fri | mon to wed and fri
1,2,3,4,5,6 <- daily except Sunday | täglich außer Sonntag | weekdays and sat | mon-sat
? names no days <- someday | monsoon | 5 | and | mon and | mon- | -fri | except mon | mon to | to fri | mon-fri-sun | s | next week
`);

const ZONES = table(`
Asia/Kolkata <- Asia/Kolkata | Asia/Calcutta | Kolkata | kolkata | Calcutta | India | Indien | Inde | भारत | Mumbai | मुंबई | दिल्ली | Bengaluru | new delhi | India Standard Time
Europe/Kyiv <- Kyiv | Kiev | Kiew | Europe/Kiev | Europe/Kyiv | Lviv
Asia/Kathmandu <- Kathmandu | Katmandu | Nepal | Asia/Katmandu
Europe/Berlin <- Berlin | Europe/Berlin | europe/berlin | Germany | Deutschland | Allemagne | Alemania | München | Muenchen | munich | Köln | Berlin, Germany | Berlin time | MEZ
America/New_York <- New York | new_york | newyork | NYC | Boston | Washington, D.C. | EDT | Eastern Time | US/Eastern
America/Los_Angeles <- Los Angeles | San Francisco | PST | Pacific Time | California
Europe/London <- London | UK | United Kingdom | England | GB | Vereinigtes Königreich
UTC <- UTC | GMT | utc | Zulu | UTC+0 | GMT+0 | +00:00 | Etc/UTC
Asia/Tokyo <- Japan | 日本 | Tokio | JST | Osaka | 東京 | 大阪
Asia/Shanghai <- Beijing | Peking | 北京 | 上海 | 广州
Asia/Taipei <- Taipei | 台北 | 臺北
Asia/Seoul <- Busan | 서울
Europe/Zurich <- Zürich | Zurich | Switzerland | Schweiz | Genf | Geneva
Europe/Moscow <- St. Petersburg | Moscow | Moskau
Asia/Ho_Chi_Minh <- Saigon | Vietnam | Viet Nam | Hanoi
Africa/Abidjan <- Côte d’Ivoire | Cote d'Ivoire | Ivory Coast
Etc/GMT-5 <- Etc/GMT-5
? stands for several time zones, so say which: Asia/Kolkata (India), Asia/Jerusalem (Israel), and Europe/Dublin (Ireland) <- IST | ist
? stands for several time zones, so say which: America/New_York (United States) <- EST
? stands for several time zones, so say which: America/Chicago (United States), Asia/Shanghai (China) <- CST
? stands for several time zones, so say which: Europe/London (United Kingdom), Asia/Dhaka (Bangladesh) <- BST
? stands for several time zones, so say which: America/New_York, America/Chicago, America/Los_Angeles <- USA | US | United States | U.S.A. | Vereinigte Staaten
? stands for several time zones, so say which: Australia/Sydney <- Australia
? is an offset, which summer time changes, so name a place. There now: Asia/Kolkata (India) <- UTC+5:30 | GMT+5:30 | +05:30 | +0530 | utc + 5:30
? is an offset, which summer time changes, so name a place. There now: Europe/Berlin (Germany) <- UTC+1 | GMT+1 | +1
? is an offset that no time zone has now <- UTC+5:17 | -13
? is not a known time zone <- Mars | Middle Earth | Berlim | 25 | Europe/ | +99
`);

const begins = (typed: string, option: Option, expected: string) =>
  expected.startsWith("?") ? read(option, typed).slice(0, expected.length) : read(option, typed);

describe("a time, days and a zone as people write them", () => {
  it("are a table of more than 300 spellings", () => {
    expect(TIMES.length + DAY_SETS.length + ZONES.length).toBeGreaterThan(300);
  });
  it.each(TIMES)("time %s: %s", (typed, expected) => expect(begins(typed, TIME, expected)).toBe(expected));
  it.each(DAY_SETS)("days %s: %s", (typed, expected) => expect(begins(typed, DAYS, expected)).toBe(expected));
  it.each(ZONES)("zone %s: %s", (typed, expected) => expect(begins(typed, ZONE, expected)).toBe(expected));

  it("are shown, when completed, as they are understood", () => {
    const first = (option: Option, typed: string) => suggest(option, typed, domains, 25)[0]?.value;
    expect(first(TIME, "9 Uhr")).toBe("09:00");
    expect(first(TIME, "noon")).toBe("12:00");
    expect(first(DAYS, "Monday to Friday")).toBe("mon-fri");
    expect(first(DAYS, "montags und mittwochs")).toBe("mon,wed");
    expect(suggest(TIME, "09:00", domains, 25).map(({ value }) => value)).toEqual(["09:00"]);
  });
});

const aTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const someDays = fc
  .uniqueArray(fc.constantFrom<Weekday[]>(1, 2, 3, 4, 5, 6, 7), { minLength: 1 })
  .map((all) => all.sort());

describe("what the bot shows can be typed back and means the same", () => {
  it("a time, by 24 and by 12 hours, as languages write them", () => {
    fc.assert(
      fc.property(aTime, (shown) => {
        expect(read(TIME, shown)).toBe(shown);
        for (const language of ["en", "en-GB", "de", "es", "fr", "pt-BR", "ja", "zh-CN"]) {
          const clock = new Intl.DateTimeFormat(language, { timeStyle: "short", timeZone: "UTC" });
          const written = clock.format(Date.parse(`2026-01-01T${shown}:00Z`));
          expect([language, written, read(TIME, written)]).toEqual([language, written, shown]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("days, in every language of the bot, and as they are completed", () => {
    fc.assert(
      fc.property(someDays, (chosen) => {
        expect(read(DAYS, writtenDays(chosen))).toBe(chosen.join());
        for (const language of languages.all) {
          const words = languages.of(language);
          const shown = words.plain("list.line", {
            ...{ group: "", time: "", zone: "", state: "", wrong: "no", what: "" },
            days: { days: chosen },
          });
          const written = /[(（]\s*(.*?)[)）]/.exec(shown)?.[1]?.replace(/^[\s,]+/, "") ?? "";
          expect([language, written, read(DAYS, written)]).toEqual([language, written, chosen.join()]);
          const long = chosen.map((day) => words.dayNames(day)[0] ?? "");
          for (const type of ["conjunction", "unit"] as const) {
            const listed = new Intl.ListFormat(language, { type }).format(long);
            expect([listed, read(DAYS, listed)]).toEqual([listed, chosen.join()]);
          }
        }
      }),
    );
  });

  it("a zone, by its name and by its name with spaces", () => {
    for (const { value } of domains.timezone) {
      expect(read(ZONE, value)).toBe(value);
      expect(read(ZONE, value.replaceAll("_", " "))).toBe(value);
    }
  });

  it("whatever is typed is read without a fault, and what is kept is read again as itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (typed) => {
        for (const option of [TIME, DAYS, ZONE]) {
          const parsed = option.parse(typed, domains);
          if (!parsed.ok) continue;
          const kept = option === DAYS ? writtenDays(parsed.value as Weekday[]) : String(parsed.value);
          expect(read(option, kept)).toBe(String(parsed.value));
        }
      }),
      { numRuns: 300 },
    );
  });
});
