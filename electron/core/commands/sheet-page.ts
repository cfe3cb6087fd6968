import { createRequire } from 'node:module';
import { COMMAND_LENGTH } from '../../../shared/commands/command-code.ts';
import { COMMANDS, type Command } from '../../../shared/commands/command.ts';
import { OUTCOMES, type Mode } from '../../../shared/words.ts';
import { escapeHtml } from '../reports/safe-text.ts';
import { utcText } from '../reports/times.ts';
import type { SheetInForce } from './command-sheets.ts';

/** Everything that is printed on a command sheet. */
export interface PrintedSheet extends SheetInForce {
  readonly station: string;
  readonly mode: Mode;
  /** Text of each barcode. */
  readonly texts: ReadonlyMap<Command, string>;
}

/** Words of the sheet, which is in English as the shift report is. */
const WORDS: { readonly [command in Command]: string } = {
  'open-shift': 'Open shift',
  'take-background': 'Take background',
  'close-shift': 'Close shift',
  'sign-out': 'Sign out',
  release: 'Release',
  hold: 'Hold',
  detain: 'Detain',
  seize: 'Seize',
  refer: 'Refer',
  return: 'Return',
  'survey-top': 'Measure top',
  'survey-bottom': 'Measure bottom',
  'survey-front': 'Measure front',
  'survey-back': 'Measure back',
  'survey-left': 'Measure left',
  'survey-right': 'Measure right',
  'survey-one-metre': 'Measure at 1 m',
  'move-over': 'Move over the next face',
  'end-survey': 'End moving',
};

/** Four dots at 300 dpi, eight at 600: every edge on a dot, and wider than the 10 mil that readers take. */
const MODULE_MM = (4 * 25.4) / 300;
/** Code 128 (ISO/IEC 15417): 11 modules a character, with start and check, and 13 for the stop. */
const MODULES = 11 * (COMMAND_LENGTH + 2) + 13;
/** Kept free on both sides; ISO/IEC 15417 asks for ten modules. */
const QUIET_MODULES = 12;
const BARS_MM = 16;
/** PostScript points, which are the unit of `height` after bwip-js has made millimetres of them. */
const POINTS_PER_MM = 72 / 25.4;

const millimetres = (modules: number): string => `${(modules * MODULE_MM).toFixed(3)}mm`;

/** Room between the bars, so that a reader sees one at a time. */
const STYLE = `
  @page { size: A4; margin: 14mm 14mm 16mm; }
  body { font: 10pt/1.35 'Noto Sans', 'DejaVu Sans', sans-serif; color: #000; margin: 0; }
  h1 { font-size: 15pt; margin: 0 0 1mm; }
  h2 { font-size: 11pt; margin: 4mm 0 1mm; border-block-end: 0.3mm solid #000; break-after: avoid; }
  p { margin: 0 0 1mm; }
  section.page { break-before: page; }
  ul { list-style: none; margin: 0; padding: 0; }
  li { display: flex; align-items: center; justify-content: space-between; padding: 2.5mm 0; break-inside: avoid; }
  b { font-size: 14pt; }
  .bars { padding: 0 ${millimetres(QUIET_MODULES)}; }
  .bars svg { display: block; inline-size: ${millimetres(MODULES)}; }
  .warning { border: 0.8mm solid #000; padding: 2mm; font-weight: 700; font-size: 12pt; }
`;

// Named apart from the `require` that the bundler declares in a file of its output.
const requireHere = createRequire(import.meta.url);

/** The bars of a text as an SVG element. */
function barsOf(text: string): string {
  // Here and not above: the program starts without it.
  const { toSVG } = requireHere('bwip-js/node') as typeof import('bwip-js/node');
  const height = BARS_MM / MODULE_MM / POINTS_PER_MM;
  return toSVG({ bcid: 'code128', text, scale: 1, height });
}

const SURVEYS = COMMANDS.filter(
  (command) => command.startsWith('survey-') && command !== 'survey-one-metre',
);
const MORE_SURVEYS = ['move-over', 'end-survey', 'survey-one-metre'] as const satisfies Command[];
const SHIFT = COMMANDS.filter(
  (command) =>
    ![...SURVEYS, ...MORE_SURVEYS].includes(command) &&
    !OUTCOMES.some((outcome) => outcome === command),
);
const SECTIONS = [
  { title: 'Shift', commands: SHIFT, page: false },
  { title: 'Decide', commands: OUTCOMES, page: false },
  { title: 'Measure a face at contact', commands: SURVEYS, page: true },
  { title: 'Move over the faces, and measure at 1 m', commands: MORE_SURVEYS, page: false },
];

/** A command sheet as one HTML page for printing on A4: no script, one style sheet. */
export function sheetPage({ station, generation, issuedAtMs, mode, texts }: PrintedSheet): string {
  const title = `Command sheet ${String(generation)} of station ${station.slice(0, 8)}`;
  const item = (command: Command): string =>
    `<li><b>${WORDS[command]}</b><div class="bars" data-command="${command}">${barsOf(texts.get(command) ?? '')}</div></li>`;
  const sections = SECTIONS.map(
    ({ title: of, commands, page }) =>
      `<section${page ? ' class="page"' : ''}><h2>${of}</h2><ul>\n${commands.map(item).join('\n')}\n</ul></section>`,
  );
  const training =
    mode === 'training' ? '<p class="warning">TRAINING: not for a live bench</p>' : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>${STYLE}</style></head>
<body><h1>${escapeHtml(title)}</h1>
<p>Issued ${escapeHtml(utcText(issuedAtMs))} UTC. Whoever has this sheet can operate the bench for the officer who is signed in: keep it at the bench, and renew it when a copy is missing.</p>
${training}
${sections.join('\n')}
</body></html>
`;
}
