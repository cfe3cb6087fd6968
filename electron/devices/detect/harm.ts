import type { ProtocolId } from '../../../shared/measure/instrument.ts';

/** Single characters that zero, tare and clear the tare of a Toledo scale. */
const TOLEDO = 'ZTC';
/** Begins an echo of all that follows, which lasts until it is ended. */
const TOLEDO_ECHO = 'E';

/**
 * Instruments that take single characters for commands, with no line end: a longer question of
 * another protocol spells commands to them. `true` when the bytes would tare, zero, reset or switch
 * off such an instrument. The plan asks it in its own protocol first, at all of its settings, and
 * goes on to the harmful question only when it gave no answer; one that speaks unasked was recognised
 * by listening before any question. For those of `NOT_ASKED_FIRST` the question is left out at each
 * speed that they use. The test of the plan holds this table against every simulator.
 */
export const HARMED_BY: Partial<Record<ProtocolId, (question: Uint8Array) => boolean>> = {
  // 8217 command set (PSC Magellan 8500 manual, pages 39 and 45).
  'toledo-8217': (question) => contains(question, TOLEDO + TOLEDO_ECHO),
  // `D` disables, `F` disables until it has beeped, `R` resets (PowerScan 9300i manual, page 469).
  datalogic: (question) => contains(question, 'DFR'),
  // Commands accepted beside the stream (Kern FTC manual; Mettler-Toledo ICS425).
  'mt-continuous': (question) => contains(question, TOLEDO),
  // Kern EOC and KFN obey `Z` and `T`, Kern DE `t` (KFN-TM manual, page 49; DE manual, page 33).
  'st-gs': (question) => contains(question, 'ZTt'),
};

/**
 * Those of them that their own questions do not find: in demand mode it has none, and a Kern does not
 * answer those of its family. Asking them first is no protection.
 */
export const NOT_ASKED_FIRST: ReadonlySet<ProtocolId> = new Set(['mt-continuous', 'st-gs']);

function contains(question: Uint8Array, letters: string): boolean {
  return question.some((byte) => letters.includes(String.fromCharCode(byte)));
}
