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
/** Tariff codes of batteries (HS 2022, 85.06 and 85.07); equipment has another one. */
const BATTERY_CODES = ['8506', '8507'];
/** Packing instructions of batteries by themselves, or beside equipment (ICAO, from memory, verify). */
const NOT_INSIDE = /\bPI[\s.-]?9(?:65|66|68|69)\b/i;

/** Why a line is of batteries that are in no equipment; null when it is not. */
function whyAlone({ description, hsCode, said }: JudgedLine): string | null {
  const names = (ids: readonly string[]) => ids.find((id) => said.concepts.includes(id));
  const instruction = NOT_INSIDE.exec(description)?.[0];
  if (instruction !== undefined) return instruction;
  if (!said.alarms.includes('lithium-batteries')) return null;
  if (said.marks.includes('mark-spare-battery')) return 'spare batteries';
  const never = names(NEVER_INSIDE);
  if (never !== undefined) return never;
  const code = readHs(hsCode ?? '')?.digits;
  const isCoded = code !== undefined && !BATTERY_CODES.some((hs) => code.startsWith(hs));
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
