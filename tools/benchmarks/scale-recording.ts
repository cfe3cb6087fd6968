/** Frames a second, about what the fastest scales of a bench repeat (MT-SICS `SIR`: 4 to 23 by model). */
export const STREAM_HZ = 20;
/**
 * Milliseconds between frames. A replay waits from one frame to the next and each timer is a
 * millisecond or two late: what arrives is counted at core.
 */
const FRAME_MS = 1000 / STREAM_HZ - 2;
/** Time for the driver to leave the line alone and to ask who is there, twice. */
const BEFORE_ANSWER_MS = 1_000;
const BETWEEN_ANSWERS_MS = 300;
/** A parcel is put down after this many frames; what lies on the pan from the start is nobody's. */
const EMPTY_FRAMES = STREAM_HZ;
/** The tare is said this often: its question is answered within half a second. */
const TARE_EVERY = STREAM_HZ / 2;
/** Frames that swing after a parcel was put down. */
const SWING_FRAMES = 8;
/** The last digit of a restless scale, frame by frame, in grams. */
const RESTLESS_G = [0, 0.1, 0.1, 0, -0.1, 0];

const hex = (line: string): string => Buffer.from(`${line}\r\n`, 'latin1').toString('hex');
const weight = (stable: boolean, grams: number): string =>
  `S ${stable ? 'S' : 'D'} ${grams.toFixed(1).padStart(10)} g`;

/** One frame of a parcel that lies on the pan: it swings first, then only the last digit is restless. */
function loaded(grams: number, frame: number): string {
  if (frame < SWING_FRAMES) return weight(false, grams * (1 + 0.1 / (frame + 1)));
  return weight(true, grams + (RESTLESS_G[frame % RESTLESS_G.length] ?? 0));
}

/**
 * A recording for transport `replay`: an MT-SICS scale that says who it is when it is asked, and then
 * repeats its weight `STREAM_HZ` times a second, each frame another one than before.
 *
 * @param grams mass of the parcel on it
 * @param seconds length of the stream
 * @param liftEveryS the parcel is taken away for a second and put down again this often; never for 0
 */
export function recordScale(grams: number, seconds: number, liftEveryS = 0): string {
  const period = liftEveryS * STREAM_HZ;
  const lines = [
    `+${BEFORE_ANSWER_MS} < ${hex(`I4 A "${String(Math.round(grams))}"`)}`,
    `+${BETWEEN_ANSWERS_MS} < ${hex('I2 A "Recorded bench scale"')}`,
  ];
  for (let frame = 0; frame < seconds * STREAM_HZ; frame += 1) {
    const since = period === 0 ? frame : frame % period;
    const mass = since < EMPTY_FRAMES ? weight(true, 0) : loaded(grams, since - EMPTY_FRAMES);
    const tare = frame % TARE_EVERY === 0 ? hex('TA A        0.0 g') : '';
    lines.push(`+${FRAME_MS} < ${tare}${hex(mass)}`);
  }
  return `${lines.join('\n')}\n`;
}
