/**
 * A small reader of Code 128 (ISO/IEC 15417), written from the standard's table of widths and sharing
 * nothing with the encoder under test. It reads what is drawn: strokes of an SVG.
 */

/** Widths of bars and gaps of the symbol characters 0 to 105; the stop is apart. */
const WIDTHS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 ' +
  '122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 ' +
  '321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 ' +
  '211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 ' +
  '213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 ' +
  '121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 ' +
  '241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 ' +
  '412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 ' +
  '211214 211232'
).split(' ');
const STOP = '2331112';
const START_B = 104;

/** One module each: true where it is dark. */
function modulesOf(svg: string): boolean[] {
  const [, width] = /viewBox="0 0 (\d+) /.exec(svg) ?? [];
  const modules = Array<boolean>(Number(width)).fill(false);
  for (const [, thickness = '', path = ''] of svg.matchAll(
    /stroke-width="([\d.]+)" d="([^"]+)"/g,
  )) {
    for (const [, centre] of path.matchAll(/M([\d.]+) /g)) {
      const from = Number(centre) - Number(thickness) / 2;
      for (let at = from; at < from + Number(thickness); at += 1) modules[at] = true;
    }
  }
  return modules;
}

function runsOf(modules: readonly boolean[]): string {
  const runs: number[] = [];
  modules.forEach((dark, at) => {
    if (at > 0 && dark === modules[at - 1]) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(1);
  });
  return runs.join('');
}

/**
 * The text of a Code 128 symbol in code set B.
 * @throws Error for anything that a reader would refuse: no start, no stop, a wrong check character
 */
export function decodeCode128(svg: string): string {
  const runs = runsOf(modulesOf(svg));
  if (!runs.endsWith(STOP)) throw new Error(`no stop character: ${runs}`);
  const values = (runs.slice(0, -STOP.length).match(/.{1,6}/g) ?? []).map((widths) =>
    WIDTHS.indexOf(widths),
  );
  const [start, ...rest] = values;
  const check = rest.pop();
  if (start !== START_B || values.includes(-1))
    throw new Error(`not in code set B: ${values.join(' ')}`);
  const sum = rest.reduce((total, value, at) => total + value * (at + 1), START_B);
  if (sum % 103 !== check) throw new Error('the check character is wrong');
  return rest.map((value) => String.fromCharCode(value + 32)).join('');
}
