import type { GenericProfile } from '../../../../shared/measure/generic-profile.ts';
import {
  COUNT_UNITS,
  DOSE_RATE_UNITS,
  type Observation,
} from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { faultOf, toHex } from '../../framing/wire-bytes.ts';
import { createProfileFramer, profileReader } from '../../generic/profile-line.ts';
import type { StreamForm, StreamReader } from '../../streaming-driver.ts';

const STATUS_FAULTS = {
  overload: 'saturated',
  underload: 'dead-tube',
  fault: 'instrument-error',
} as const;

/** A profile's stream of dose rates or counts. */
export function dosimeterForm(profile: GenericProfile): StreamForm<Piece> {
  return {
    identity: profile.name,
    ascii: profile.sevenBits !== true,
    createFramer: () => createProfileFramer(profile),
    createReader: () => createReader(profile),
  };
}

function createReader(profile: GenericProfile): StreamReader<Piece> {
  const read = profileReader(profile);
  const { windowS = 1 } = profile;
  return {
    observe(piece): readonly Observation[] {
      const line = read(piece);
      if (line.kind === 'empty') return [];
      const { bytes } = piece;
      if (line.kind === 'malformed') return [faultOf('malformed', bytes, line.detail)];
      if (line.kind === 'status') return [faultOf(STATUS_FAULTS[line.status], bytes, line.text)];
      if (line.status === 'lowBattery') {
        return [faultOf('low-battery', bytes, 'battery nearly empty: charge the instrument')];
      }
      const { value, alarm } = line;
      if (value.startsWith('-')) return [faultOf('malformed', bytes, `below zero: ${value}`)];
      const raw = toHex(bytes);
      const dose = DOSE_RATE_UNITS.find((unit) => unit === line.unit);
      if (dose !== undefined) {
        const alarms = alarm === null ? [] : [alarm];
        return [{ type: 'reading', kind: 'dose-rate', value, unit: dose, windowS, alarms, raw }];
      }
      const count = COUNT_UNITS.find((unit) => unit === line.unit);
      if (count === undefined) {
        return [faultOf('malformed', bytes, `${line.unit} is no unit of radiation`)];
      }
      return [{ type: 'reading', kind: 'counts', value, unit: count, windowS, raw }];
    },
  };
}
