import type { TrainingDebrief } from '../../../shared/bridge/contract.ts';

/** A parcel whose source was not found, released although a hold was wanted. */
export const debrief: TrainingDebrief = {
  debrief: {
    seq: 88,
    number: 2,
    titles: { en: 'Books, printed' },
    asExpected: false,
    outcome: { expected: 'hold', is: 'release' },
    prompts: [
      { rule: 'radiation.above-surface-limit', expected: true, shown: false },
      { rule: 'weight.over', expected: false, shown: true },
    ],
    reason: { wanted: true, given: false },
    unplayed: { instrument: 'scale', fault: 'disconnected' },
    measured: [{ face: 'top', distance: 'contact', result: 'cleared', held: null }],
    source: [{ face: 'front', doseRate: '7' }],
    text: { en: 'Measure every face.', fr: 'Mesurer chaque face.' },
  },
  score: { asExpected: 3, of: 4 },
};
