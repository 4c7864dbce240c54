/**
 * Large cities, states and other names of a place's clock that are no zones themselves, by the zone that people
 * there live by: in English, in their own spelling, and as German says them; the largest of Asia in their script, too.
 * Written by hand.
 */
const PLACES = `
Africa/Cairo: Kairo, Alexandria, Giza
Africa/Casablanca: Rabat, Marrakesh, Marrakech, Fez
Africa/Johannesburg: Cape Town, Kapstadt, Durban, Pretoria
Africa/Lagos: Abuja, Ibadan, Kano, WAT
Africa/Nairobi: Mombasa, EAT
Africa/Accra: Kumasi
Africa/Addis_Ababa: Addis Abeba
Africa/Algiers: Algier, Oran
Africa/Tunis: Sfax
Africa/Maputo: CAT
America/Anchorage: Alaska, Fairbanks, Juneau
America/Argentina/Buenos_Aires: Rosario, La Plata
America/Bogota: Medellin, Cali, Cartagena
America/Caracas: Maracaibo, Valencia Venezuela
America/Chicago: Houston, Dallas, Austin, San Antonio, Minneapolis, Milwaukee, Nashville, New Orleans, St. Louis, Saint Louis, Kansas City, Texas, Illinois, Minnesota, Wisconsin, Louisiana, Missouri, Iowa, CT, Central Time
America/Denver: Salt Lake City, Boulder, Albuquerque, Colorado, Utah, New Mexico, Wyoming, MT, Mountain Time
America/Edmonton: Calgary, Alberta
America/Guayaquil: Quito
America/Halifax: Nova Scotia
America/La_Paz: Santa Cruz de la Sierra
America/Lima: Arequipa
America/Los_Angeles: San Francisco, San Diego, San Jose, Silicon Valley, Bay Area, Palo Alto, Mountain View, Stanford, Berkeley, Oakland, Sacramento, Seattle, Redmond, Las Vegas, California, Kalifornien, Nevada, LA, PT, Pacific Time
America/Manaus: Amazonas
America/Mexico_City: Ciudad de Mexico, Mexiko-Stadt, CDMX, Guadalajara, Monterrey, Puebla
America/Montevideo: Punta del Este
America/New_York: New York City, NYC, Manhattan, Brooklyn, Boston, Cambridge Massachusetts, Philadelphia, Pittsburgh, Washington DC, Baltimore, Atlanta, Miami, Orlando, Charlotte, Raleigh, Cleveland, Princeton, New Jersey, New England, Massachusetts, Pennsylvania, Virginia, Georgia US, Ohio, Maryland, Connecticut, ET, Eastern Time
America/Phoenix: Tucson, Arizona
America/Puerto_Rico: San Juan
America/Regina: Saskatoon, Saskatchewan
America/Santiago: Santiago de Chile, Valparaiso, Concepcion
America/Sao_Paulo: São Paulo, Rio de Janeiro, Rio, Brasilia, Belo Horizonte, Curitiba, Porto Alegre, Campinas, Florianopolis, BRT
America/St_Johns: Newfoundland, Neufundland
America/Toronto: Ottawa, Montréal, Quebec, Québec, Ontario, Waterloo Ontario, Mississauga
America/Vancouver: Victoria BC, British Columbia
America/Winnipeg: Manitoba
Asia/Baghdad: Bagdad, Basra
Asia/Baku: Ganja
Asia/Bangkok: Chiang Mai, Phuket, ICT
Asia/Colombo: Kandy
Asia/Damascus: Damaskus, Aleppo
Asia/Dhaka: Chittagong
Asia/Dubai: Abu Dhabi, Sharjah
Asia/Ho_Chi_Minh: Hanoi, Ha Noi, Da Nang, Ho Chi Minh City, Ho-Chi-Minh-Stadt
Asia/Jakarta: Bandung, Surabaya, Yogyakarta, Java
Asia/Jerusalem: Haifa, Tel Aviv-Yafo
Asia/Kabul: Kandahar, Herat
Asia/Karachi: Lahore, Islamabad, Rawalpindi
Asia/Kathmandu: Pokhara
Asia/Kolkata: Mumbai, Bombay, Delhi, New Delhi, Neu-Delhi, Bangalore, Bengaluru, Hyderabad, Chennai, Madras, Pune, Ahmedabad, Jaipur, Kanpur, Lucknow, Kochi, Noida, Gurgaon, दिल्ली, नई दिल्ली, मुंबई, बेंगलुरु, बैंगलोर, हैदराबाद, चेन्नई, कोलकाता, पुणे, अहमदाबाद, जयपुर
Asia/Kuala_Lumpur: Penang, Johor Bahru, MYT
Asia/Makassar: Bali, Denpasar
Asia/Manila: Quezon City, Cebu
Asia/Omsk: Tomsk
Asia/Novosibirsk: Nowosibirsk
Asia/Qatar: Doha
Asia/Riyadh: Riad, Jeddah, Mecca, Mekka, Medina
Asia/Seoul: Busan, Incheon, Daejeon, Pusan, 서울, 부산, ソウル, 首尔
Asia/Shanghai: Beijing, Peking, Shenzhen, Guangzhou, Canton, Hangzhou, Nanjing, Wuhan, Chengdu, Tianjin, Xian, Suzhou, 北京, 上海, 深圳, 广州, 杭州, 南京, 武汉, 成都, 天津, 西安, 苏州
Asia/Taipei: Kaohsiung, Hsinchu, Taichung, 台北, 臺北, 高雄, 新竹
Asia/Tashkent: Taschkent
Asia/Tbilisi: Tiflis
Asia/Tehran: Teheran, Isfahan, Mashhad, Shiraz
Asia/Tokyo: Tokio, Osaka, Kyoto, Yokohama, Nagoya, Sapporo, Fukuoka, Kobe, 東京, 东京, 大阪, 京都, 横浜, 名古屋, 札幌, 福岡, 神戸
Asia/Ulaanbaatar: Ulan Bator
Asia/Vladivostok: Wladiwostok
Asia/Yekaterinburg: Jekaterinburg, Chelyabinsk, Perm, Ufa
Asia/Yerevan: Eriwan, Jerewan
Atlantic/Canary: Tenerife, Teneriffa, Las Palmas, Canary Islands, Kanaren, Gran Canaria
Atlantic/Cape_Verde: Praia
Australia/Adelaide: South Australia
Australia/Brisbane: Gold Coast, Cairns
Australia/Eucla: ACWST
Australia/Melbourne: Geelong
Australia/Perth: Western Australia, Fremantle
Australia/Sydney: Newcastle NSW, New South Wales, Wollongong
Europe/Amsterdam: Rotterdam, The Hague, Den Haag, Utrecht, Eindhoven, Delft
Europe/Athens: Athen, Thessaloniki, Patras
Europe/Belgrade: Belgrad, Beograd, Novi Sad
Europe/Berlin: Munich, München, Muenchen, Hamburg, Cologne, Köln, Koeln, Frankfurt, Frankfurt am Main, Stuttgart, Düsseldorf, Duesseldorf, Leipzig, Dresden, Hannover, Hanover, Nürnberg, Nuremberg, Bremen, Bonn, Heidelberg, Tübingen, Tuebingen, Karlsruhe, Freiburg, Aachen, Darmstadt, Mannheim, Potsdam, Bavaria, Bayern, Saarbrücken, MEZ, MESZ, Central European Time
Europe/Brussels: Brüssel, Bruxelles, Brussel, Antwerp, Antwerpen, Ghent, Gent, Leuven
Europe/Bucharest: Bukarest, Cluj-Napoca, Cluj, Timisoara
Europe/Budapest: Debrecen
Europe/Chisinau: Kischinau
Europe/Copenhagen: Kopenhagen, København, Aarhus, Odense
Europe/Dublin: Cork, Galway
Europe/Helsinki: Espoo, Tampere, Turku
Europe/Istanbul: Ankara, Izmir, Antalya, TRT
Europe/Kyiv: Kiew, Lviv, Lemberg, Kharkiv, Charkiw, Odesa, Odessa, Dnipro
Europe/Lisbon: Lissabon, Lisboa, Porto, Braga, Coimbra
Europe/Ljubljana: Maribor
Europe/London: Manchester, Birmingham, Liverpool, Leeds, Edinburgh, Glasgow, Cambridge, Oxford, Bristol, Cardiff
Europe/Luxembourg: Luxemburg
Europe/Madrid: Barcelona, Valencia, Sevilla, Seville, Bilbao, Zaragoza, Malaga
Europe/Minsk: Gomel
Europe/Moscow: Moskau, Moskva, St. Petersburg, Saint Petersburg, Sankt Petersburg, Kazan, Sochi
Europe/Oslo: Bergen, Trondheim
Europe/Paris: Lyon, Marseille, Toulouse, Bordeaux, Nice, Nantes, Strasbourg, Straßburg, Lille, Grenoble, Montpellier
Europe/Prague: Prag, Praha, Brno, Brünn
Europe/Riga: Jurmala
Europe/Rome: Rom, Roma, Milan, Mailand, Milano, Turin, Torino, Naples, Neapel, Napoli, Florence, Florenz, Firenze, Venice, Venedig, Bologna, Genoa, Pisa, Trieste
Europe/Samara: Togliatti
Europe/Sofia: Plovdiv, Varna
Europe/Stockholm: Gothenburg, Göteborg, Malmö, Uppsala, Linköping
Europe/Tallinn: Tartu
Europe/Tirane: Tirana
Europe/Vienna: Wien, Graz, Linz, Salzburg, Innsbruck
Europe/Vilnius: Wilna, Kaunas
Europe/Warsaw: Warschau, Warszawa, Krakow, Kraków, Krakau, Wroclaw, Wrocław, Breslau, Poznan, Posen, Gdansk, Danzig, Lodz, Łódź, Katowice
Europe/Zagreb: Split
Europe/Zurich: Zürich, Zuerich, Geneva, Genf, Genève, Basel, Bern, Lausanne, Lugano, Winterthur
Pacific/Auckland: Wellington, Christchurch, Hamilton NZ, Dunedin
Pacific/Honolulu: Hawaii, Oahu, Maui
Pacific/Tahiti: Papeete
`;

/** By zone, what its places are called; the best known zones of the world, so to speak. */
export const CITIES: ReadonlyMap<string, readonly string[]> = new Map(
  PLACES.trim()
    .split("\n")
    .map((line) => {
      const [zone = "", names = ""] = line.split(": ");
      return [zone, names.split(", ")];
    }),
);

/** Names in Latin letters: those in other scripts say the same places once more. */
export const inLatin = (names: readonly string[]): readonly string[] =>
  names.filter((name) => /^\p{Script=Latin}/u.test(name));
