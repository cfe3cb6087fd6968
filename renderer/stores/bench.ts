import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { BenchState, Intent, Live, Notice } from '../../shared/bridge/contract.ts';
import type { WedgeTrap } from '../../shared/identifiers/wedge-traps.ts';
import type { CodedError } from '../../shared/result.ts';
import { handshake, listen, readBench, sendIntent } from '../api/station.ts';
import { appendSample, type Sample } from './trace.ts';

/**
 * `connecting`: no snapshot yet. `reconnecting`: the last snapshot may be out of date, so that it is
 * shown greyed and nothing is sent.
 */
export type CoreLink = 'connecting' | 'connected' | 'reconnecting';

/** Between two attempts to read the snapshot of a core that does not answer. */
const RETRY_MS = 1_000;
const NOTICES_KEPT = 4;
/** Code of core's answer to a handshake of another contract version. */
const VERSION_MISMATCH = 'version-mismatch';

/** Failures that say nothing about the intent, only that core did not answer. */
function coreIsGone(error: CodedError): boolean {
  return (
    error.code === 'deadline' || error.code === 'bridge-failed' || error.code.startsWith('core-')
  );
}

/** Mirror of what core says about the bench. Decides nothing. */
export const useBench = defineStore('bench', () => {
  const state = shallowRef<BenchState | null>(null);
  const live = shallowRef<Live | null>(null);
  const liveAtMs = ref(0);
  const doseTrace = shallowRef<readonly Sample[]>([]);
  const notices = shallowRef<readonly Notice[]>([]);
  const link = ref<CoreLink>('connecting');
  /** Why the last intent or print was not done; shown until the next one. */
  const refusal = shallowRef<CodedError | null>(null);
  const busy = ref(false);
  let retry: ReturnType<typeof setTimeout> | undefined;

  /** Badge of the one who was signed in when the screen locked by itself; null when nobody was. */
  const lockedFor = ref<string | null>(null);
  let leaving = false;
  /** The label that was taken as somebody's badge, until the next one is read. */
  const badgeTaken = ref<string | null>(null);

  /** The last label that a scanner in keyboard mode typed, and what shows of its troubles. */
  const wedge = shallowRef<{ readonly text: string; readonly traps: readonly WedgeTrap[] } | null>(
    null,
  );

  /** Set when core is of another version: nothing that it says can be trusted to be understood. */
  const incompatible = shallowRef<CodedError | null>(null);
  /** Identities of notices that came already; they come again with each handshake. */
  const known = new Set<string>();
  let greeted = false;

  const blocked = computed<CodedError | null>(
    () => incompatible.value ?? state.value?.blocked ?? null,
  );
  const accepting = computed(() => link.value === 'connected' && blocked.value === null);

  function takeState(next: BenchState): void {
    clearTimeout(retry);
    const before = state.value;
    const sameParcel = next.session?.id === before?.session?.id;
    const samePerson = next.person?.badge === before?.person?.badge;
    if (!sameParcel || !samePerson || link.value === 'connecting') refusal.value = null;
    if (next.refusedScan === null) badgeTaken.value = null;
    if ((next.session === null && before?.session) || !samePerson) wedge.value = null;
    if (next.person !== null) lockedFor.value = null;
    else if (!samePerson) lockedFor.value = leaving ? null : (before?.person?.badge ?? null);
    state.value = next;
    link.value = 'connected';
  }

  function takeLive(next: Live): void {
    live.value = next;
    liveAtMs.value = performance.now();
    const { dosimeter } = next;
    const known = dosimeter?.fault === null && dosimeter.unit === 'uSv/h';
    const value = known && dosimeter.doseRate !== null ? Number(dosimeter.doseRate) : null;
    doseTrace.value = appendSample(doseTrace.value, { atMs: liveAtMs.value, value });
  }

  function takeNotice(notice: Notice): void {
    const identity = `${notice.code} ${notice.subject} ${String(notice.atMs)}`;
    if (known.has(identity)) return;
    known.add(identity);
    const others = notices.value.filter(
      ({ code, subject }) => code !== notice.code || subject !== notice.subject,
    );
    notices.value = [...others, notice].slice(-NOTICES_KEPT);
    if (notice.code.startsWith('process-') && notice.subject === 'core') loseCore();
  }

  function dismiss(notice: Notice): void {
    notices.value = notices.value.filter((other) => other !== notice);
  }

  function loseCore(): void {
    if (link.value === 'connected') link.value = 'reconnecting';
    live.value = null;
    clearTimeout(retry);
    retry = setTimeout(() => void look(), RETRY_MS);
  }

  /** Greets core once, then reads the snapshot, again and again until there is one. */
  async function look(): Promise<void> {
    const failure = (await greet()) ?? (await readSnapshot());
    if (failure === null) return;
    if (failure.code === VERSION_MISMATCH) {
      incompatible.value = failure;
      return;
    }
    if (!coreIsGone(failure)) refusal.value = failure;
    loseCore();
  }

  async function greet(): Promise<CodedError | null> {
    if (greeted) return null;
    const reply = await handshake();
    greeted = reply.ok;
    return reply.ok ? null : reply.error;
  }

  async function readSnapshot(): Promise<CodedError | null> {
    const reply = await readBench();
    if (!reply.ok) return reply.error;
    takeState(reply.value);
    return null;
  }

  /** Subscribes and reads the first snapshot; returns the end of the subscription. */
  function connect(): () => void {
    const end = listen({ bench: takeState, live: takeLive, notice: takeNotice });
    void look();
    return () => {
      clearTimeout(retry);
      end();
    };
  }

  /** Shows why something was not done; null takes it off the screen. */
  function refuse(error: CodedError | null): void {
    refusal.value = error;
  }

  /** Takes note of a call to core that failed. */
  function report(error: CodedError): void {
    if (coreIsGone(error)) loseCore();
    else refuse(error);
  }

  /** Sends what the officer wants; true when core has recorded it. */
  async function send(intent: Intent): Promise<boolean> {
    if (!accepting.value || busy.value) return false;
    busy.value = true;
    leaving = intent.kind === 'sign-out';
    refusal.value = null;
    const reply = await sendIntent(intent);
    busy.value = false;
    if (!reply.ok) report(reply.error);
    else if (!reply.value.accepted) refusal.value = reply.value.refusal;
    return reply.ok && reply.value.accepted;
  }

  return {
    state,
    live,
    liveAtMs,
    doseTrace,
    notices,
    link,
    refusal,
    lockedFor,
    badgeTaken,
    wedge,
    busy,
    blocked,
    accepting,
    connect,
    send,
    refuse,
    report,
    dismiss,
  };
});
