import { plainText } from '../goods/words.ts';
import { isCountry } from '../identifiers/countries.ts';
import type { ManifestItem } from '../manifest/item.ts';
import { foldedWords } from '../parties/fold-name.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, byTable, declared, known, leftOpen, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';
import { matchTable, type PartMatch } from './table-match.ts';

type RoutePolicy = BenchPolicy['route'];

/** Countries as ISO 3166-1 codes, as far as the declaration gives them. */
interface Route {
  /** Where the goods are from, by line. */
  readonly origins: readonly string[];
  readonly departure: string | null;
  readonly transit: readonly string[];
  readonly destination: string | null;
}

const ENDS = [
  'dispatch_country',
  'origin_country',
  'sender_country',
  'destination_country',
  'addressee_country',
] as const satisfies readonly (keyof ManifestItem)[];

/** What a declaration says of the two ends of its route. */
export type RouteColumns = Pick<ManifestItem, (typeof ENDS)[number]>;

/** Where a parcel comes from and goes to; null where its declaration does not say. */
export function endsOf(item: RouteColumns): Pick<Route, 'departure' | 'destination'> {
  return {
    departure: item.dispatch_country ?? item.origin_country ?? item.sender_country,
    destination: item.destination_country ?? item.addressee_country,
  };
}

const originsOf = ({ lines }: ManifestItem): readonly string[] =>
  lines.flatMap(({ line_origin_country: country }) => country ?? []);

/**
 * The declaration's route; the parties' countries stand in for what it does not say. A code of no country
 * (`XX`) says nothing: goods from there are not known to be from elsewhere than a risk's country.
 */
function routeOf(item: ManifestItem): Route {
  const ends = ENDS.map((column) => [column, namedCountry(item[column])]);
  return {
    origins: [...new Set(originsOf(item))].filter(isCountry),
    transit: item.transit_countries.filter(isCountry),
    ...endsOf(Object.fromEntries(ends) as RouteColumns),
  };
}

/** Null for a code of no country. */
export function namedCountry(code: string | null): string | null {
  return code !== null && isCountry(code) ? code : null;
}

const ofNoCountry = (codes: readonly (string | null)[]): readonly string[] =>
  codes.flatMap((code) => (code === null || isCountry(code) ? [] : [code]));

function countryUnassigned(item: ManifestItem): Fact {
  const codes = [
    ...ENDS.map((column) => item[column]),
    ...originsOf(item),
    ...item.transit_countries,
  ];
  if (codes.every((code) => code === null)) return absent('the declaration names no country');
  const odd = [...new Set(ofNoCountry(codes))];
  return truth(odd.length > 0, odd.join(', '));
}

/** Words with blanks around, without marks and hyphens: `Zona Libre de Colón`, `Jebel-Ali`. */
const inWords = (text: string): string => ` ${foldedWords(text).join(' ')} `;

/** Texts of the declaration that may name a place; they are compared and never shown. */
function placesOf(item: ManifestItem): readonly string[] {
  return [item.sender_address, item.sender_city, item.sender_company, item.origin_office].flatMap(
    (text) => (text === null ? [] : [inWords(text)]),
  );
}

const holds = (fact: Fact): boolean => fact.state === 'value' && fact.value === true;

/**
 * A zone that is a whole country is a hub, too, that most mail passes for no other reason. It counts where
 * something else speaks: the goods leave again a country that they came to, or are neither of the country
 * that they are sent from nor sent straight.
 */
function hidesOrigin(item: ManifestItem, policy: RoutePolicy): boolean {
  return (
    holds(reExport(item)) || (holds(originDiffers(item, policy)) && holds(transshipment(item)))
  );
}

function freeTradeZone(item: ManifestItem, policy: RoutePolicy): Fact {
  const { departure, transit } = routeOf(item);
  const passed = [...(departure === null ? [] : [departure]), ...transit];
  if (passed.length === 0) return absent('the declaration gives no route');
  const said = placesOf(item);
  const here = policy.freeTradeZones.filter(({ places, country }) =>
    places.length === 0 ? passed.includes(country) : departure === country,
  );
  const zone = here.find(({ places }) =>
    places.length === 0
      ? hidesOrigin(item, policy)
      : places.some((place) => said.some((text) => text.includes(inWords(place)))),
  );
  if (zone !== undefined) return truth(true, `${zone.name} (${zone.country})`);
  const unsaid = said.length === 0 && here.some(({ places }) => places.length > 0);
  return unsaid
    ? absent(`the declaration does not say which place of ${departure ?? ''} it is from`)
    : truth(false);
}

function transshipment(item: ManifestItem): Fact {
  const { departure, transit, destination } = routeOf(item);
  if (transit.length === 0) return absent('the declaration names no transit country');
  const passed = transit.filter((country) => country !== departure && country !== destination);
  return truth(passed.length > 0, passed.join(', '));
}

/** As words of what describes goods or item, in plain form: English, French, Spanish, Portuguese, German, Russian. */
const RE_EXPORT =
  / (?:re ?exp|re ?export(?:s|ed|ing|ation|ations)?|re ?exportee?s?|re ?exporta(?:cion|cao|do|da)|wiederausfuhr|реэкспорт\p{L}*) /u;

/** Returned goods go back to where they are from, as they should. */
function reExport(item: ManifestItem): Fact {
  const { origins, departure, destination } = routeOf(item);
  const texts = [item.comments, ...item.lines.map(({ description }) => description)];
  if (texts.some((text) => text !== null && RE_EXPORT.test(inWords(text)))) {
    return truth(true, 'the declaration says so');
  }
  if (departure === null || destination === null || origins.length === 0) {
    return absent('the declaration does not say where the goods are from and go');
  }
  const back = destination !== departure && origins.includes(destination);
  return truth(
    back && item.category !== 'returned',
    `goods of ${destination} that come from ${departure}`,
  );
}

function originDiffers(item: ManifestItem, { oneOrigin }: RoutePolicy): Fact {
  const { origins, departure } = routeOf(item);
  if (departure === null || origins.length === 0) {
    return absent('the declaration does not say where the goods are from');
  }
  const own = [departure, ...oneOrigin.filter((group) => group.includes(departure)).flat()];
  const others = origins.filter((country) => !own.includes(country));
  return truth(others.length > 0, `${others.join(', ')}, sent from ${departure}`);
}

/** The address is not shown: it is personal. */
function forwarder(item: ManifestItem, { forwarders }: RoutePolicy): Fact {
  const sides = [
    ['sender', item.sender_name, item.sender_company, item.sender_address],
    ['addressee', item.addressee_name, item.addressee_company, item.addressee_address],
  ] as const;
  if (sides.every(([, ...texts]) => texts.every((text) => text === null))) {
    return absent('the declaration gives no name and no address');
  }
  const found = sides.flatMap(([side, ...texts]) => {
    const plain = texts.flatMap((text) => (text === null ? [] : [plainText(text)]));
    const entry = forwarders.find(({ words }) =>
      words.some((word) => plain.some((text) => hasPhrase(text, word))),
    );
    return entry === undefined ? [] : [`the ${side}'s address is of ${entry.name}`];
  });
  return truth(found.length > 0, found.join(', '));
}

/** Whole words only: `spex` is no `pex`. */
function hasPhrase(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + phrase.length] ?? ' '];
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

/** Without a country of transit a declaration is taken as one of a direct way. */
function risk(item: ManifestItem, risks: Readonly<RoutePolicy['risks']>): Fact {
  const { origins, departure, transit, destination } = routeOf(item);
  const { dispatch_country, origin_country, sender_country } = item;
  // A site may list a code of no country as it may any other.
  const odd = {
    from: ofNoCountry([dispatch_country, origin_country, sender_country, ...originsOf(item)]),
    to: ofNoCountry([item.destination_country, item.addressee_country]),
  };
  const from = [...origins, ...(departure === null ? [] : [departure]), ...transit, ...odd.from];
  const to = [...(destination === null ? [] : [destination]), ...odd.to];
  const part = (said: readonly string[], country: string): PartMatch => {
    if (said.includes(country)) return 'fits';
    return said.every(isCountry) && said.length > 0 ? 'differs' : 'unsaid';
  };
  const { fits, undecided } = matchTable(
    risks,
    (one) => ({
      ...(one.from !== null && { departure: part(from, one.from) }),
      ...(one.to !== null && {
        destination: part(to, one.to),
      }),
      ...(one.via !== null && { transit: transit.includes(one.via) ? 'fits' : 'differs' }),
    }),
    [...from, ...to].every((country) => !isCountry(country)),
  );
  if (fits !== null) return truth(true, fits.why);
  return undecided === null
    ? truth(false)
    : absent(leftOpen(undecided.unsaid, undecided.entry.why));
}

function countries(list: readonly string[], missing: string): Fact {
  return list.length === 0 ? absent(missing) : known(list, list.join(', '));
}

/** Where the item and its goods come from and go, and what the site's tables say of that. */
export function routeFacts(state: SessionState, policy: RoutePolicy) {
  const route = (read: (route: Route) => readonly (string | null)[], missing: string): Fact =>
    declared(state, (item) =>
      countries(
        read(routeOf(item)).flatMap((country) => country ?? []),
        missing,
      ),
    );
  return {
    'declared.country-unassigned': declared(state, countryUnassigned),
    'route.origin': route(({ origins }) => origins, 'no line says where its goods are from'),
    'route.departure': route(({ departure }) => [departure], 'no country of departure is given'),
    'route.transit': route(({ transit }) => transit, 'no transit country is given'),
    'route.destination': route(({ destination }) => [destination], 'no destination is given'),
    'route.free-trade-zone': declared(state, (item) => freeTradeZone(item, policy)),
    'route.transshipment': declared(state, transshipment),
    'route.re-export': declared(state, reExport),
    'route.origin-differs': declared(state, (item) => originDiffers(item, policy)),
    'route.forwarder': declared(state, (item) => forwarder(item, policy)),
    'route.risk': byTable(state, policy.risks, risk),
  };
}
