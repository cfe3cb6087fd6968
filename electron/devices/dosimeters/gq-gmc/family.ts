/** What a model decides about its replies. */
export interface Family {
  readonly model: string;
  readonly firmware: string;
  /** Bytes of a `GETCPM` reply. */
  readonly cpmBytes: 2 | 4;
  /** Bytes of a `GETCPS` reply and of a heartbeat word. */
  readonly cpsBytes: 2 | 4;
  readonly configBytes: 256 | 512;
  /** Where the calibration table lies in the configuration. */
  readonly table: 'three-points-little' | 'three-points-big' | 'six-points-big';
  /** Points of the table that belong to the main tube. */
  readonly tablePoints: number;
  /**
   * A second tube of low sensitivity for strong fields owns the third point of the table. `GETCPML`
   * and `GETCPSL` are the main tube, `GETCPMH` and `GETCPSH` the second one (GQ-RFC1801 1.00).
   */
  readonly twoTubes: boolean;
  /** Counts per second at which the dead time of the tube hides half of the pulses. */
  readonly saturationCps: number;
}

/**
 * Dead time of the tubes in seconds, shortest published values: M4011 120 µs, LND 7317 40 µs.
 * A tube with dead time t shows m = n / (1 + n t) of the true rate n (G. F. Knoll, Radiation
 * Detection and Measurement, 4th ed., chapter 4, nonparalyzable model): from m = 0.5 / t on, at
 * least half of the pulses are lost and the reading bounds the dose rate only from below.
 */
const HALF_LOSS_CPS = { m4011: 0.5 / 120e-6, lnd7317: 0.5 / 40e-6 };

/** `GMC-320Re 4.26`; some models put a blank before `Re`, some none after it. */
const VERSION = /^(GMC-[\x21-\x7e]{1,12}?) ?Re ?(\d{1,2}\.\d{1,3})$/;

/** Model and firmware of a `GETVER` reply; NULs inside occur. Null when it is no such text. */
export function parseVersion(reply: Uint8Array): { model: string; firmware: string } | null {
  const text = Buffer.from(reply.filter((byte) => byte !== 0)).toString('latin1');
  const [, model, firmware] = VERSION.exec(text.trim()) ?? [];
  return model === undefined || firmware === undefined ? null : { model, firmware };
}

const SMALL = {
  cpmBytes: 2,
  cpsBytes: 2,
  configBytes: 256,
  table: 'three-points-little',
  tablePoints: 3,
  twoTubes: false,
  saturationCps: HALF_LOSS_CPS.m4011,
} as const;
/** What holds for an instrument whose model a recording does not tell; the lowest saturation. */
export const COMMON_FAMILY: Family = { model: 'GMC', firmware: '', ...SMALL };

const LARGE = { ...SMALL, cpmBytes: 4, cpsBytes: 4, configBytes: 512 } as const;

function hasShortCps(model: string, firmware: string): boolean {
  if (model === 'GMC-500') return true;
  return model === 'GMC-600+' && Number(firmware) < 2.4;
}

/**
 * The family of a model, or null for one that is not known.
 *
 * 280, 300, 320 and SE follow GQ-RFC1201: two-byte counts, 256 bytes of configuration with
 * little-endian floats. 500 and 600 follow GQ-RFC1801: four bytes, 512, big-endian floats; their
 * second tube (500 and 500+) owns the third calibration point. The 800 keeps six points elsewhere.
 * GMC-500 and 600+ before 2.40 give two bytes for counts per second.
 */
export function familyOf(model: string, firmware: string): Family | null {
  const number = /^GMC-(\d{3}|SE)/.exec(model)?.[1] ?? '';
  const cps = hasShortCps(model, firmware) ? { cpsBytes: 2 as const } : {};
  switch (number) {
    case '280':
    case '300':
    case '320':
    case 'SE':
      return { model, firmware, ...SMALL };
    case '500':
      return {
        ...{ model, firmware, ...LARGE, ...cps },
        ...{ table: 'three-points-big', tablePoints: 2, twoTubes: true },
      };
    case '600': {
      const saturationCps = HALF_LOSS_CPS.lnd7317;
      return { model, firmware, ...LARGE, table: 'three-points-big', saturationCps, ...cps };
    }
    case '800':
      return { model, firmware, ...LARGE, table: 'six-points-big', tablePoints: 6 };
    default:
      return null;
  }
}
