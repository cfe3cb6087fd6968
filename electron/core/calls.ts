import type { z } from 'zod';
import { coreContract, reportRequestSchema } from '../../shared/bridge/contract.ts';
import type { Envelope } from '../../shared/bridge/envelope.ts';
import { CONTRACT_VERSION, type CoreMethod } from '../../shared/bridge/methods.ts';
import { benchCalls } from './calls/bench-calls.ts';
import { beginFolderImport, folderImportSchema, watchedFolder } from './calls/folder-calls.ts';
import { goodsCalls } from './calls/goods-calls.ts';
import type { HandlersOf } from './calls/handlers.ts';
import { managerCalls, printedSheet, reportOf } from './calls/manager-calls.ts';
import { registerCalls } from './calls/register-calls.ts';
import { reviewCalls } from './calls/review-calls.ts';
import { rulesCalls } from './calls/rules-calls.ts';
import { setupCalls } from './calls/setup-calls.ts';
import { trainingCalls } from './calls/training-calls.ts';
import { toCodedError } from './coded-error.ts';
import type { Station } from './station.ts';
import { StationError } from './station-error.ts';

type Handlers = HandlersOf<typeof coreContract, 'rules' | 'ruleProposal'>;
type Params<M extends CoreMethod> = Parameters<Handlers[M]>[0];

function handlersOf(station: Station): Handlers {
  const { config } = station;
  return {
    handshake({ contractVersion }) {
      if (contractVersion !== CONTRACT_VERSION) {
        throw new StationError(
          'version-mismatch',
          `The screen speaks version ${contractVersion} and the core version ${CONTRACT_VERSION}. ` +
            'The installation is incomplete; records are safe. Install the station again.',
        );
      }
      const { mode, appVersion } = config;
      return {
        contractVersion: CONTRACT_VERSION,
        appVersion,
        mode,
        station: station.state().station,
      };
    },
    benchState: () => station.state(),
    intent: (intent) => station.intend(intent),
    ...benchCalls(station),
    ...goodsCalls(station),
    ...managerCalls(station),
    ...registerCalls(station),
    ...reviewCalls(station),
    ...trainingCalls(station),
    ...setupCalls(station),
    ...rulesCalls(station),
  };
}

function isCoreMethod(method: string): method is CoreMethod {
  return Object.hasOwn(coreContract, method);
}

function notUnderstood(method: string, { issues: [issue] }: z.ZodError): Envelope<never> {
  const where = issue?.path.join('.') ?? '';
  const message = `The call ${method} was not understood (${where} ${issue?.message ?? ''}).`;
  return { ok: false, error: { code: 'invalid-parameters', message } };
}

/**
 * Answers calls: parameters are parsed here and nowhere earlier, and nothing is thrown to the caller. Where
 * a thread works the answer out, the value is a promise: `whenAnswered` waits for it.
 * `shiftReport`, `commandSheetPage` and those of `folder-calls.ts` are main's own; the screen has no way to them.
 */
export function createCalls(
  station: Station,
): (method: string, params: unknown) => Envelope<unknown> {
  const handlers = handlersOf(station);
  const answer = <M extends CoreMethod>(method: M, params: unknown): Envelope<unknown> => {
    const parsed = coreContract[method].params.safeParse(params);
    if (!parsed.success) return notUnderstood(method, parsed.error);
    return { ok: true, value: handlers[method](parsed.data as Params<M>) };
  };
  return (method, params) => {
    try {
      if (method === 'shiftReport') {
        const parsed = reportRequestSchema.safeParse(params);
        if (!parsed.success) return notUnderstood(method, parsed.error);
        return { ok: true, value: reportOf(station, parsed.data.shift) };
      }
      if (method === 'watchedFolder') return { ok: true, value: watchedFolder(station) };
      if (method === 'beginFolderImport') {
        const parsed = folderImportSchema.safeParse(params);
        if (!parsed.success) return notUnderstood(method, parsed.error);
        return { ok: true, value: beginFolderImport(station, parsed.data.file) };
      }
      if (method === 'commandSheetPage') return { ok: true, value: printedSheet(station) };
      if (isCoreMethod(method)) return answer(method, params ?? {});
      return {
        ok: false,
        error: { code: 'unknown-method', message: `There is no call ${method}.` },
      };
    } catch (error) {
      return { ok: false, error: toCodedError(error) };
    }
  };
}

/** The same answer once it is there; null when it is there already. */
export function whenAnswered(reply: Envelope<unknown>): Promise<Envelope<unknown>> | null {
  if (!reply.ok || !(reply.value instanceof Promise)) return null;
  return reply.value.then(
    (value: unknown) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error: toCodedError(error) }),
  );
}
