/** One sounding of a pitch. */
interface Pulse {
  readonly atS: number;
  readonly lengthS: number;
  readonly hz: number;
}

/** A pattern of pulses; `lengthS` includes the silence until it may begin again. */
export interface Tone {
  readonly pulses: readonly Pulse[];
  readonly lengthS: number;
}

/** In the order in which they are played for a test. */
export const TONE_NAMES = ['good-read', 'bad-read', 'prompt', 'alarm'] as const;
export type ToneName = (typeof TONE_NAMES)[number];

function pulses(starts: readonly number[], lengthS: number, hz: number): readonly Pulse[] {
  return starts.map((atS) => ({ atS, lengthS, hz }));
}

/**
 * Times (seconds) and pitches are our own choice, after the priorities of IEC 60601-1-8 without a claim
 * to conform: a prompt is three pulses, slower than those of the alarm; the alarm is a burst of ten in
 * 3+2+3+2, which comes again 2.5 s after its end. Pitches from 150 Hz to 1000 Hz with harmonics above
 * are heard and located best. A good read is one short high pulse, a bad one two long low ones.
 */
export const TONES: Readonly<Record<ToneName, Tone>> = {
  'good-read': { pulses: pulses([0], 0.08, 988), lengthS: 0.15 },
  'bad-read': { pulses: pulses([0, 0.28], 0.22, 196), lengthS: 0.65 },
  prompt: { pulses: pulses([0, 0.4, 0.8], 0.2, 523), lengthS: 1.2 },
  alarm: {
    pulses: pulses([0, 0.25, 0.5, 1, 1.25, 1.9, 2.15, 2.4, 2.9, 3.15], 0.15, 784),
    lengthS: 5.8,
  },
};

/** Strengths of fundamental and harmonics; a tone that is rich in them is heard through noise. */
const HARMONICS = [1, 0.6, 0.4, 0.3] as const;
const LOUDEST = HARMONICS.reduce((sum, strength) => sum + strength, 0);
/** Share of a pulse in which it rises, and falls: no click. */
const RAMP = 0.15;

/** The samples of a tone, each from -1 to 1. @param rate samples per second */
export function samplesOf({ pulses: all, lengthS }: Tone, rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(lengthS * rate));
  for (const { atS, lengthS: pulseS, hz } of all) {
    const start = Math.round(atS * rate);
    const length = Math.round(pulseS * rate);
    for (let index = 0; index < length; index += 1) {
      const phase = (2 * Math.PI * hz * index) / rate;
      const wave = HARMONICS.reduce(
        (sum, strength, order) => sum + strength * Math.sin(phase * (order + 1)),
        0,
      );
      const edge = Math.min(index, length - index) / (length * RAMP);
      samples[start + index] = (wave / LOUDEST) * Math.min(1, edge);
    }
  }
  return samples;
}
