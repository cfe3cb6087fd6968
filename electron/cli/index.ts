import { toCodedError } from '../core/coded-error.ts';
import { EXIT, UsageError, type ExitCode, type Output, type Verb } from './verb.ts';
import { backup } from './verbs/backup.ts';
import { bench } from './verbs/bench.ts';
import { classify } from './verbs/classify.ts';
import { decode } from './verbs/decode.ts';
import { detect } from './verbs/detect.ts';
import { doctor } from './verbs/doctor.ts';
import { exportVerb } from './verbs/export.ts';
import { identify } from './verbs/identify.ts';
import { importVerb } from './verbs/import.ts';
import { instruments } from './verbs/instruments.ts';
import { lookup } from './verbs/lookup.ts';
import { people } from './verbs/people.ts';
import { ports } from './verbs/ports.ts';
import { purge } from './verbs/purge.ts';
import { record } from './verbs/record.ts';
import { rebuild } from './verbs/rebuild.ts';
import { report } from './verbs/report.ts';
import { restore } from './verbs/restore.ts';
import { rules } from './verbs/rules.ts';
import { screen } from './verbs/screen.ts';
import { search } from './verbs/search.ts';
import { shift } from './verbs/shift.ts';
import { simulate } from './verbs/simulate.ts';
import { verify } from './verbs/verify.ts';

const VERBS: readonly Verb[] = [
  decode,
  identify,
  importVerb,
  lookup,
  classify,
  screen,
  search,
  rules,
  verify,
  exportVerb,
  backup,
  restore,
  rebuild,
  purge,
  people,
  shift,
  report,
  simulate,
  record,
  ports,
  instruments,
  detect,
  doctor,
  bench,
];

function createOutput(json: boolean): Output {
  return {
    json,
    answer(value, text) {
      process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
    },
    problem(text) {
      process.stderr.write(`station: ${text}\n`);
    },
    failure({ code, message }, usage = '') {
      if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
      process.stderr.write(`station: ${message}${usage}\n`);
    },
  };
}

function help(): string {
  const lines = VERBS.map((verb) => `  station ${verb.usage}\n      ${verb.about}`);
  return `Usage: station <verb> [--json]\n\n${lines.join('\n')}`;
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const output = createOutput(args.includes('--json'));
  const [name, ...rest] = args.filter((argument) => argument !== '--json');
  const verb = VERBS.find((candidate) => candidate.name === name);
  if (verb === undefined) {
    if (name === 'help' || name === '--help') {
      output.answer({ verbs: VERBS.map((known) => known.name) }, help());
      return EXIT.done;
    }
    const message = name === undefined ? 'no verb is given' : `there is no verb "${name}"`;
    output.failure({ code: 'usage', message }, `\n\n${help()}`);
    return EXIT.usage;
  }
  try {
    return await verb.run(rest, output);
  } catch (error) {
    if (error instanceof UsageError) {
      output.failure({ code: 'usage', message: error.message }, `\nUsage: station ${verb.usage}`);
      return EXIT.usage;
    }
    output.failure(toCodedError(error));
    return EXIT.wrong;
  }
}

// A reader that has seen enough (`station … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await run(process.argv.slice(2));
