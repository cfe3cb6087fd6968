/** A line of a plot: its name and its points. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

/** What a plot shows; both axes are labelled, the horizontal one is logarithmic. */
export interface Plot {
  readonly title: string;
  readonly across: string;
  readonly up: string;
  readonly ticks: readonly number[];
  readonly upFrom: number;
  readonly upTo: number;
  readonly upTicks: readonly number[];
  /** A level that shall not be crossed. */
  readonly goal: number;
  readonly lines: readonly Line[];
}

const [WIDTH, HEIGHT] = [720, 360];
const EDGE = { left: 60, right: 130, top: 40, bottom: 50 };
/** Told apart by dash as well as by grey: no colour is needed to read it. */
const STYLES = ['', '8 4', '2 3', '10 3 2 3'];

/** The plot as an SVG picture without scripts, fonts or links. */
export function drawPlot(plot: Plot): string {
  const [first, last] = [plot.ticks[0] ?? 1, plot.ticks.at(-1) ?? 10];
  const x = (value: number): string =>
    (
      EDGE.left +
      (Math.log(value / first) / Math.log(last / first)) * (WIDTH - EDGE.left - EDGE.right)
    ).toFixed(1);
  const y = (value: number): string =>
    (
      HEIGHT -
      EDGE.bottom -
      ((value - plot.upFrom) / (plot.upTo - plot.upFrom)) * (HEIGHT - EDGE.top - EDGE.bottom)
    ).toFixed(1);
  const [right, bottom] = [WIDTH - EDGE.right, HEIGHT - EDGE.bottom];
  const across = plot.ticks.map(
    (tick) =>
      `<path d="M${x(tick)} ${EDGE.top}V${bottom}" stroke="#ddd"/><text x="${x(tick)}" y="${bottom + 18}" text-anchor="middle">${tick}</text>`,
  );
  const up = plot.upTicks.map(
    (tick) =>
      `<path d="M${EDGE.left} ${y(tick)}H${right}" stroke="#ddd"/><text x="${EDGE.left - 8}" y="${Number(y(tick)) + 4}" text-anchor="end">${tick.toFixed(2)}</text>`,
  );
  const lines = plot.lines.flatMap(({ name, points }, at) => {
    const path = points.map(([value, level]) => `${x(value)} ${y(level)}`).join('L');
    const dash = STYLES[at % STYLES.length] ?? '';
    const place = EDGE.top + 16 + at * 22;
    return [
      `<path d="M${path}" fill="none" stroke="#222" stroke-width="2" stroke-dasharray="${dash}"/>`,
      `<path d="M${right + 12} ${place}h28" stroke="#222" stroke-width="2" stroke-dasharray="${dash}"/>`,
      `<text x="${right + 46}" y="${place + 4}">${name}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#222">`,
    `<title>${plot.title}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${EDGE.left}" y="24" font-weight="bold">${plot.title}</text>`,
    ...across,
    ...up,
    `<path d="M${EDGE.left} ${y(plot.goal)}H${right}" stroke="#a00" stroke-width="1.5"/>`,
    `<text x="${right - 4}" y="${Number(y(plot.goal)) - 5}" text-anchor="end" fill="#a00">goal ${plot.goal}</text>`,
    ...lines,
    `<text x="${(EDGE.left + right) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${plot.across}</text>`,
    `<text transform="translate(16 ${(EDGE.top + bottom) / 2}) rotate(-90)" text-anchor="middle">${plot.up}</text>`,
    '</svg>',
    '',
  ].join('\n');
}
