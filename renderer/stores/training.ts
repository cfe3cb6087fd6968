import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type {
  TrainingAct,
  TrainingDebrief,
  TrainingParcel,
  VirtualBench,
} from '../../shared/bridge/contract.ts';
import { actAtBench, readDebrief, readTrainingParcels } from '../api/station.ts';
import { useBench } from './bench.ts';

type Hold = Extract<TrainingAct, { act: 'hold' }>;

const EMPTY: VirtualBench = { pan: null, dosimeter: null, broken: [] };
const NOTHING: TrainingDebrief = { debrief: null, score: null };

/** Mirror of the virtual bench, and which of its parcels is in the hand. */
export const useTraining = defineStore('training', () => {
  const station = useBench();
  const parcels = shallowRef<readonly TrainingParcel[]>([]);
  const bench = shallowRef<VirtualBench>(EMPTY);
  const inHand = shallowRef<TrainingParcel | null>(null);
  /** Which face is held to the dosimeter, and how close, now or next. */
  const face = ref<Hold['face']>('top');
  const distance = ref<Hold['distance']>('contact');
  const judged = shallowRef<TrainingDebrief>(NOTHING);
  /** The debrief of the last decision is to be seen. */
  const debriefing = ref(false);

  const held = computed(() => bench.value.dosimeter !== null);

  /** Asked again when core is back, which may have another bench then. */
  async function load(): Promise<void> {
    if (station.link !== 'connected') return;
    const reply = await readTrainingParcels();
    if (!reply.ok) return station.report(reply.error);
    parcels.value = reply.value.parcels;
    bench.value = reply.value.bench;
  }

  async function act(next: TrainingAct): Promise<void> {
    const reply = await actAtBench(next);
    if (reply.ok) bench.value = reply.value.bench;
    else station.report(reply.error);
  }

  function pickUp(parcel: TrainingParcel): void {
    inHand.value = parcel;
    face.value = 'top';
    distance.value = 'contact';
  }

  async function hold(): Promise<void> {
    const parcel = inHand.value?.number;
    if (parcel === undefined) return;
    await act({ act: 'hold', parcel, face: face.value, distance: distance.value });
  }

  /** From the pan and from the dosimeter. */
  async function takeAway(): Promise<void> {
    await act({ act: 'lift' });
    await act({ act: 'away' });
  }

  /** Reads how the shift came out so far; `show` when a decision was made just now. */
  async function judge(show: boolean): Promise<void> {
    const reply = await readDebrief();
    if (!reply.ok) return station.report(reply.error);
    judged.value = reply.value;
    // The next parcel may be scanned already.
    debriefing.value = show && reply.value.debrief !== null && station.state?.session === null;
  }

  function dismiss(): void {
    debriefing.value = false;
  }

  return {
    parcels,
    bench,
    inHand,
    face,
    distance,
    held,
    judged,
    debriefing,
    load,
    act,
    pickUp,
    hold,
    takeAway,
    judge,
    dismiss,
  };
});
