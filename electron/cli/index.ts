import { toCodedError } from '../core/coded-error.ts';
import { EXIT, UsageError, type ExitCode, type Output, type Verb } from './verb.ts';
import { bench } from './verbs/bench.ts';
import { decode } from './verbs/decode.ts';
import { doctor } from './verbs/doctor.ts';
import { identify } from './verbs/identify.ts';
import { importVerb } from './verbs/import.ts';
import { lookup } from './verbs/lookup.ts';
import { ports } from './verbs/ports.ts';
import { screen } from './verbs/screen.ts';
import { simulate } from './verbs/simulate.ts';
import { verify } from './verbs/verify.ts';

const VERBS: readonly Verb[] = [
  decode,
  identify,
  importVerb,
  lookup,
  screen,
  verify,
  simulate,
  ports,
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
  };
}

function help(): string {
  const lines = VERBS.map((verb) => `  station ${verb.usage}\n      ${verb.about}`);
  return `Usage: station <verb> [--json]\n\n${lines.join('\n')}`;
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  const output = createOutput(rest.includes('--json'));
  const verb = VERBS.find((candidate) => candidate.name === name);
  if (verb === undefined) {
    const asked = name === undefined || name === 'help' || name === '--help';
    if (asked) output.answer({ verbs: VERBS.map((known) => known.name) }, help());
    else output.problem(`there is no verb "${name}".\n\n${help()}`);
    return asked && name !== undefined ? EXIT.done : EXIT.usage;
  }
  try {
    return await verb.run(
      rest.filter((argument) => argument !== '--json'),
      output,
    );
  } catch (error) {
    if (error instanceof UsageError) {
      output.problem(`${error.message}\nUsage: station ${verb.usage}`);
      return EXIT.usage;
    }
    output.problem(toCodedError(error).message);
    return EXIT.wrong;
  }
}

// A reader that has seen enough (`station … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await run(process.argv.slice(2));
