import { CITIES } from "./cities.ts";
import { COUNTRIES, countryNames } from "./countries.ts";

/**
 * Today's name of a zone, then every other name that the zone database has had for the same clock
 * (release 2025b, grouped as the Unicode CLDR does). Zones with one name only are known from the runtime.
 */
const RENAMED = `
Africa/Asmara Africa/Asmera
Africa/Bamako Africa/Timbuktu
Africa/Cairo Egypt
Africa/Tripoli Libya
America/Adak America/Atka US/Aleutian
America/Anchorage US/Alaska
America/Argentina/Buenos_Aires America/Buenos_Aires
America/Argentina/Catamarca America/Argentina/ComodRivadavia America/Catamarca
America/Argentina/Cordoba America/Cordoba America/Rosario
America/Argentina/Jujuy America/Jujuy
America/Argentina/Mendoza America/Mendoza
America/Atikokan America/Coral_Harbour
America/Chicago CST6CDT US/Central
America/Denver America/Shiprock MST7MDT Navajo US/Mountain
America/Detroit US/Michigan
America/Edmonton America/Yellowknife Canada/Mountain
America/Halifax Canada/Atlantic
America/Havana Cuba
America/Indiana/Indianapolis America/Fort_Wayne America/Indianapolis US/East-Indiana
America/Indiana/Knox America/Knox_IN US/Indiana-Starke
America/Iqaluit America/Pangnirtung
America/Jamaica Jamaica
America/Kentucky/Louisville America/Louisville
America/Los_Angeles PST8PDT US/Pacific
America/Manaus Brazil/West
America/Mazatlan Mexico/BajaSur
America/Mexico_City Mexico/General
America/New_York EST5EDT US/Eastern
America/Noronha Brazil/DeNoronha
America/Nuuk America/Godthab
America/Panama EST
America/Phoenix MST US/Arizona
America/Regina Canada/Saskatchewan
America/Rio_Branco America/Porto_Acre Brazil/Acre
America/Santiago Chile/Continental
America/Sao_Paulo Brazil/East
America/St_Johns Canada/Newfoundland
America/St_Thomas America/Virgin
America/Tijuana America/Ensenada America/Santa_Isabel Mexico/BajaNorte
America/Toronto America/Montreal America/Nipigon America/Thunder_Bay Canada/Eastern
America/Vancouver Canada/Pacific
America/Whitehorse Canada/Yukon
America/Winnipeg America/Rainy_River Canada/Central
Antarctica/McMurdo Antarctica/South_Pole
Arctic/Longyearbyen Atlantic/Jan_Mayen
Asia/Ashgabat Asia/Ashkhabad
Asia/Dhaka Asia/Dacca
Asia/Ho_Chi_Minh Asia/Saigon
Asia/Hong_Kong Hongkong
Asia/Jerusalem Asia/Tel_Aviv Israel
Asia/Kathmandu Asia/Katmandu
Asia/Kolkata Asia/Calcutta
Asia/Macau Asia/Macao
Asia/Makassar Asia/Ujung_Pandang
Asia/Nicosia Europe/Nicosia
Asia/Seoul ROK
Asia/Shanghai Asia/Chongqing Asia/Chungking Asia/Harbin PRC
Asia/Singapore Singapore
Asia/Taipei ROC
Asia/Tehran Iran
Asia/Thimphu Asia/Thimbu
Asia/Tokyo Japan
Asia/Ulaanbaatar Asia/Choibalsan Asia/Ulan_Bator
Asia/Urumqi Asia/Kashgar
Asia/Yangon Asia/Rangoon
Atlantic/Faroe Atlantic/Faeroe
Atlantic/Reykjavik Iceland
Australia/Adelaide Australia/South
Australia/Brisbane Australia/Queensland
Australia/Broken_Hill Australia/Yancowinna
Australia/Darwin Australia/North
Australia/Hobart Australia/Currie Australia/Tasmania
Australia/Lord_Howe Australia/LHI
Australia/Melbourne Australia/Victoria
Australia/Perth Australia/West
Australia/Sydney Australia/ACT Australia/Canberra Australia/NSW
Europe/Athens EET
Europe/Brussels CET MET
Europe/Chisinau Europe/Tiraspol
Europe/Dublin Eire
Europe/Istanbul Asia/Istanbul Turkey
Europe/Kyiv Europe/Kiev Europe/Uzhgorod Europe/Zaporozhye
Europe/Lisbon Portugal WET
Europe/London Europe/Belfast GB GB-Eire
Europe/Moscow W-SU
Europe/Warsaw Poland
Pacific/Auckland NZ
Pacific/Chatham NZ-CHAT
Pacific/Chuuk Pacific/Truk Pacific/Yap
Pacific/Easter Chile/EasterIsland
Pacific/Honolulu HST Pacific/Johnston US/Hawaii
Pacific/Kanton Pacific/Enderbury
Pacific/Kwajalein Kwajalein
Pacific/Pago_Pago Pacific/Samoa US/Samoa
Pacific/Pohnpei Pacific/Ponape
UTC Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC Etc/Universal Etc/Zulu GMT GMT+0 GMT-0 GMT0 Greenwich UCT Universal Zulu
`;

/** Fixed offsets; the database counts them the other way round: Etc/GMT-5 is five hours ahead of UTC. */
const FIXED = [
  ...Array.from({ length: 12 }, (_, i) => `Etc/GMT+${i + 1}`),
  ...Array.from({ length: 14 }, (_, i) => `Etc/GMT-${i + 1}`),
];

/**
 * What people write for the clock of a place. Where the database has a zone of that name (EST, MST), it
 * means an offset that never changes, which is not what most of them mean. What stands for clocks that differ
 * is listed with each of them, and is asked back: CST is Chicago's, and that of Mexico, Havana and Shanghai.
 */
const ABBREVIATED = `
Africa/Johannesburg SAST
America/Anchorage AKST AKDT
America/Argentina/Buenos_Aires ART
America/Chicago CST CDT
America/Denver MST MDT
America/Halifax AST ADT
America/Havana CST CDT
America/Los_Angeles PST PDT
America/Mexico_City CST
America/New_York EST EDT
America/Panama EST
America/Phoenix MST
America/Puerto_Rico AST
America/St_Johns NST NDT
Asia/Dhaka BST
Asia/Dubai GST
Asia/Hong_Kong HKT
Asia/Jakarta WIB
Asia/Jerusalem IST IDT
Asia/Karachi PKT
Asia/Kathmandu NPT
Asia/Kolkata IST
Asia/Manila PHT
Asia/Riyadh AST
Asia/Seoul KST
Asia/Shanghai CST
Asia/Singapore SGT
Asia/Tokyo JST
Australia/Adelaide ACST ACDT
Australia/Brisbane AEST EST
Australia/Darwin ACST
Australia/Perth AWST
Australia/Sydney AEST AEDT
Europe/Athens EEST
Europe/Brussels CEST
Europe/Dublin IST
Europe/Lisbon WEST
Europe/London BST
Europe/Moscow MSK
Pacific/Auckland NZST NZDT
Pacific/Bougainville BST
Pacific/Honolulu HST
`;

const listed = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split(" "));

/** A zone, and everything else that it is called. */
export interface Zone {
  value: string;
  label: string;
  aliases: readonly string[];
  /** Cities and countries that live by it. */
  places: readonly string[];
}

function isKnownHere(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** By zone, the cities and countries that live by it. */
function placesByZone(): Map<string, readonly string[]> {
  const places = new Map(CITIES);
  const names = countryNames();
  for (const [country, zones] of COUNTRIES)
    for (const zone of zones) places.set(zone, [...(places.get(zone) ?? []), ...(names.get(country) ?? [])]);
  return places;
}

/**
 * All zones that the runtime can count in, by today's names, with their old names and abbreviations, and the
 * places that live by them.
 */
export function allZones(): Zone[] {
  const others = new Map<string, string[]>();
  const isOld = new Map<string, string>();
  for (const [today = "", ...old] of listed(RENAMED)) {
    others.set(today, old);
    for (const name of old) isOld.set(name, today);
  }
  const short = listed(ABBREVIATED);
  const shortNames = new Set(short.flatMap(([, ...names]) => names));
  const listedHere = new Set(Intl.supportedValuesOf("timeZone"));
  const names = new Set(FIXED);
  const places = placesByZone();
  for (const name of ["UTC", ...listedHere]) names.add(isOld.get(name) ?? name);
  return [...names]
    .filter((name) => listedHere.has(name) || isKnownHere(name))
    .sort()
    .map((value) => ({
      value,
      label: value,
      aliases: [
        ...(others.get(value) ?? []).filter((name) => !shortNames.has(name)),
        ...short.flatMap(([zone, ...all]) => (zone === value ? all : [])),
      ],
      places: places.get(value) ?? [],
    }));
}
