import { intentSchema, type Intent } from '../../../shared/bridge/intents.ts';
import { createRegister, type By, type Register } from '../../core/accounts/register.ts';
import { explainIssue } from '../../core/explain-issue.ts';
import { StationError } from '../../core/station-error.ts';
import { inspectFolder } from '../../core/store/inspect-folder.ts';
import type { Told } from '../../core/told.ts';
import { modeOf, openRecords } from '../data-folder.ts';
import { readSecret } from '../read-secret.ts';
import {
  EXIT,
  existingPath,
  readArguments,
  required,
  UsageError,
  type ExitCode,
  type Output,
  type Verb,
} from '../verb.ts';

const BY: By = { actor: 'station', more: { via: 'cli' } };

/**
 * A data folder with records.
 * @throws UsageError when it is none; opening it would make it one
 */
function existingFolder(dataDir: string): string {
  if (inspectFolder(existingPath(dataDir)).mode !== null) return dataDir;
  throw new UsageError(`${dataDir} is no data folder. Nothing was changed.`);
}

/** Opens the folder for the time of one action. */
function withRegister<T>(
  dataDir: string,
  mode: string | undefined,
  act: (register: Register) => T,
): T {
  const records = openRecords(dataDir, modeOf(mode, dataDir));
  try {
    return act(createRegister({ mode: records.mode, records }));
  } finally {
    records.close();
  }
}

/**
 * What was asked for, in the limits that hold on the screen, too.
 * @throws UsageError when it is outside of them
 */
function parsed<K extends Intent['kind']>(kind: K, values: object): Extract<Intent, { kind: K }> {
  const result = intentSchema.safeParse({ kind, ...values });
  if (!result.success) throw new UsageError(explainIssue(result.error));
  return result.data as Extract<Intent, { kind: K }>;
}

/** @throws StationError when it was refused */
function answer(told: Told, output: Output, done: object, text: string): ExitCode {
  if (told.refused !== null) {
    const code = told.refused.replace(/^why\./, '');
    throw new StationError(code, told.message ?? told.refused);
  }
  output.answer({ ...done, seq: told.seq }, text);
  return EXIT.done;
}

function list(args: readonly string[], output: Output): ExitCode {
  const { values } = readArguments(
    args,
    { data: { type: 'string' }, names: { type: 'boolean', default: false } },
    0,
  );
  const dataDir = existingFolder(required(values.data, '--data'));
  const people = withRegister(dataDir, undefined, (register) => register.people());
  for (const { badge, role, active, name } of people) {
    const shown = values.names ? { name } : {};
    const text = [
      badge,
      role,
      active ? 'active' : 'disabled',
      ...(values.names ? [name ?? ''] : []),
    ];
    output.answer({ badge, role, active, ...shown }, text.join('  '));
  }
  if (people.length === 0 && !output.json) output.problem('nobody works here yet');
  return EXIT.done;
}

async function add(args: readonly string[], output: Output): Promise<ExitCode> {
  const text = { type: 'string' } as const;
  const { values } = readArguments(
    args,
    { data: text, mode: text, badge: text, name: text, role: text },
    0,
  );
  const dataDir = required(values.data, '--data');
  const { badge, name, role } = values;
  const given = {
    badge: required(badge, '--badge'),
    name: required(name, '--name'),
    role: required(role, '--role'),
  };
  const person = parsed('add-person', { ...given, pin: await readSecret('PIN') });
  const told = withRegister(dataDir, values.mode, (register) => register.add(person, BY));
  const done = { badge: person.badge, role: person.role, active: true };
  return answer(told, output, done, `${person.badge} is ${person.role} now`);
}

/** What an action on one account was given. */
function account(args: readonly string[]): { dataDir: string; badge: string } {
  const { values } = readArguments(
    args,
    { data: { type: 'string' }, badge: { type: 'string' } },
    0,
  );
  const dataDir = existingFolder(required(values.data, '--data'));
  return { dataDir, badge: required(values.badge, '--badge') };
}

async function setPin(args: readonly string[], output: Output): Promise<ExitCode> {
  const { dataDir, badge: wanted } = account(args);
  const { badge, pin } = parsed('reset-pin', { badge: wanted, pin: await readSecret('PIN') });
  const told = withRegister(dataDir, undefined, (register) => register.setPin(badge, pin, BY));
  return answer(told, output, { badge }, `${badge} has a new PIN`);
}

function setActive(active: boolean) {
  return (args: readonly string[], output: Output): ExitCode => {
    const { dataDir, badge } = account(args);
    const told = withRegister(dataDir, undefined, (register) =>
      register.change(badge, { active }, BY),
    );
    return answer(
      told,
      output,
      { badge, active },
      `${badge} is ${active ? 'active' : 'disabled'} now`,
    );
  };
}

const ACTIONS = new Map<string, Verb['run']>([
  ['add', add],
  ['set-pin', setPin],
  ['enable', setActive(true)],
  ['disable', setActive(false)],
]);

/** `station people`: the accounts of a data folder, for IT; PINs come from the standard input. */
export const people: Verb = {
  name: 'people',
  usage:
    'people [add --badge B --name N --role R [--mode live|training] | set-pin --badge B | ' +
    'enable --badge B | disable --badge B | --names] --data DIR',
  about:
    'Lists the people of a data folder, with --names by name, or changes one: before the first start, ' +
    'or when no administrator can sign in. A PIN is one line of the standard input. The bench has to ' +
    'be closed.',
  run(args, output) {
    const [action = '', ...rest] = args;
    return (ACTIONS.get(action) ?? list)(ACTIONS.has(action) ? rest : args, output);
  },
};
