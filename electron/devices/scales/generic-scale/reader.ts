import type { GenericProfile } from '../../../../shared/measure/generic-profile.ts';
import type { InstrumentRequest } from '../../../../shared/measure/instrument.ts';
import { MASS_UNITS, type Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { faultOf, toHex } from '../../framing/wire-bytes.ts';
import { createProfileFramer, profileReader } from '../../generic/profile-line.ts';
import type { StreamForm, StreamReader } from '../../streaming-driver.ts';

const STATUS_FAULTS = {
  overload: 'overload',
  underload: 'underload',
  fault: 'instrument-error',
} as const;

/** A profile's stream of weights. */
export function scaleForm(profile: GenericProfile): StreamForm<Piece> {
  return {
    identity: profile.name,
    ascii: profile.sevenBits !== true,
    createFramer: () => createProfileFramer(profile),
    createReader: () => createReader(profile),
  };
}

/** Weights in a row that are the same. */
function createRow(): (weight: string) => number {
  let last = '';
  let length = 0;
  return (weight) => {
    length = weight === last ? length + 1 : 1;
    last = weight;
    return length;
  };
}

function createReader(profile: GenericProfile): StreamReader<Piece> {
  const read = profileReader(profile);
  const rowOf = createRow();

  /** At rest by what the scale says; where it says nothing, by equal values in a row. */
  const isStable = (status: string | null, row: number): boolean => {
    if (status !== null) return status === 'stable';
    return profile.equalReadings !== undefined && row >= profile.equalReadings;
  };

  return {
    observe(piece): readonly Observation[] {
      const line = read(piece);
      if (line.kind === 'empty') return [];
      if (line.kind !== 'value') rowOf('');
      if (line.kind === 'malformed') return [faultOf('malformed', piece.bytes, line.detail)];
      if (line.kind === 'status') {
        return [faultOf(STATUS_FAULTS[line.status], piece.bytes, line.text)];
      }
      const { value, status, basis } = line;
      const unit = MASS_UNITS.find((known) => known === line.unit);
      if (unit === undefined) {
        return [faultOf('malformed', piece.bytes, `${line.unit} is no unit of mass`)];
      }
      const stable = isStable(status, rowOf(`${value} ${unit}`));
      const zero = !/[1-9]/.test(value);
      const raw = toHex(piece.bytes);
      return [{ type: 'reading', kind: 'mass', value, unit, stable, basis, tare: null, zero, raw }];
    },
    encodeRequest(request) {
      const hex = commandOf(profile.commands ?? {}, request);
      return hex === undefined ? null : Uint8Array.from(Buffer.from(hex, 'hex'));
    },
  };
}

function commandOf(
  commands: NonNullable<GenericProfile['commands']>,
  request: InstrumentRequest,
): string | undefined {
  if (request === 'zero') return commands.zero;
  if (request === 'tare') return commands.tare;
  return request === 'clear-tare' ? commands.clearTare : undefined;
}
