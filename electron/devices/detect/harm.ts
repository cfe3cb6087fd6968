import type { ProtocolId } from '../../../shared/measure/instrument.ts';

/**
 * Instruments that take single characters for commands, with no line end: a longer question of
 * another protocol spells commands to them. `true` when the bytes would tare, zero, reset or switch
 * off such an instrument. The plan asks it in its own protocol first, at all of its settings, and
 * goes on to the harmful question only when it gave no answer. The test of the plan holds this table
 * against every simulator.
 */
export const HARMED_BY: Partial<Record<ProtocolId, (question: Uint8Array) => boolean>> = {
  // `Z` zero, `T` tare, `C` clear tare (8217 command set, devices.md A3).
  'toledo-8217': (question) => contains(question, 'ZTC'),
};

function contains(question: Uint8Array, letters: string): boolean {
  return question.some((byte) => letters.includes(String.fromCharCode(byte)));
}
