import { readHs } from '../goods/hs.ts';
import type { Fact } from '../rules/facts.ts';
import type { JudgedLine } from './goods-lines.ts';
import { truth } from './known-facts.ts';

/** Concepts of batteries and cells; what stands for them may be inside the equipment that a line names. */
const CELLS = [
  'lithium-ion-cells',
  'lipo-battery',
  'phone-battery',
  'lithium-coin-cells',
  'tool-battery',
];
/** Batteries that are never inside equipment, and vehicles whose batteries are too large. */
const NEVER_INSIDE = ['power-bank', 'damaged-lithium-battery', 'e-mobility'];
const EQUIPMENT = [
  'smartphones',
  'laptops-tablets',
  'smart-watches-earbuds',
  'drones-cameras',
  'battery-equipment',
  'vape-devices',
  'e-cigarette-device',
  'branded-electronics',
];
/** Says that the batteries are in what the line names, or come as a part of it. */
const INSIDE = ['mark-in-equipment', 'mark-with-equipment'];
/** Tariff codes of what has its battery inside (HS 2022): computers, phones, sound, cameras, drones, watches. */
const EQUIPMENT_CODES =
  '847130 851712 851713 851714 8518 8519 8521 852580 852581 852582 852583 852589 8527 8543 8806 9006 9018 9019 9101 9102 9503 9504'.split(
    ' ',
  );
/** Packing instructions of batteries by themselves, or beside equipment (ICAO, from memory, verify). */
const NOT_INSIDE = /\b(?:P\.?\s?I\.?|packing\s+instr(?:uction|\.)?)[\s.:-]*9(?:65|66|68|69)\b/i;
const BATTERY =
  '(?:batter(?:y|ies|ien?)|akkus?|accus?|bater[ií]as?|pilas?|pilhas?|аккумулятор\\p{L}*|батаре\\p{L}*|baterai|batarya\\p{L}*)';
/** Batteries that are counted (an item may have two), said to be loose, or for something. From memory (verify). */
const SEPARATE = new RegExp(
  [
    `(?<![\\p{N}.,])(?:[3-9]|\\d{2,4})\\s*(?:x|pcs|pc|st|stk)?\\.?\\s*${BATTERY}`,
    `(?:loose|separate|separated|lose|suelt[ao]s?|avuls[ao]s?|séparée?s?|отдельн\\p{L}*)\\s+${BATTERY}`,
    `${BATTERY}\\s+(?:suelt[ao]s?|avuls[ao]s?|séparée?s?|отдельно|for|pour|para|für|для|untuk|için)(?![\\p{L}])`,
  ].join('|'),
  'iu',
);

/** From here on separate batteries are taken for lithium ones, also where the words raise no alarm by themselves. */
const LIKELY = 0.4;

/** Why a line is of batteries that are in no equipment; null when it is not. */
function whyAlone({ description, hsCode, said }: JudgedLine): string | null {
  const names = (ids: readonly string[]) => ids.find((id) => said.concepts.includes(id));
  const instruction = NOT_INSIDE.exec(description)?.[0];
  if (instruction !== undefined) return instruction;
  const score = said.categories.find(({ id }) => id === 'lithium-batteries')?.score ?? 0;
  const separate = score >= LIKELY ? SEPARATE.exec(description)?.[0] : undefined;
  if (separate !== undefined) return separate;
  if (!said.alarms.includes('lithium-batteries')) return null;
  if (said.marks.includes('mark-spare-battery')) return 'spare batteries';
  const never = names(NEVER_INSIDE);
  if (never !== undefined) return never;
  const code = readHs(hsCode ?? '')?.digits;
  const isCoded = code !== undefined && EQUIPMENT_CODES.some((hs) => code.startsWith(hs));
  const isEquipment = names(EQUIPMENT) !== undefined || isCoded;
  const isInside = said.marks.some((mark) => INSIDE.includes(mark));
  const cells = names(CELLS);
  if (cells !== undefined) return isEquipment && isInside ? null : cells;
  const isCarried = said.post === 'conditional' || said.post === 'yes';
  return isEquipment || isInside || isCarried ? null : 'nothing says what they are in';
}

/** Whether any line is of lithium batteries by themselves: one line does not excuse another. */
export function lithiumAlone(lines: readonly JudgedLine[]): Fact {
  const found = lines.flatMap((line) => {
    const why = whyAlone(line);
    return why === null ? [] : [`line ${line.line}: ${why}`];
  });
  return truth(found.length > 0, found.join('; '));
}
