import type { TrainingAct, TrainingParcel } from '../../shared/bridge/contract.ts';
import { useText } from '../locales/text.ts';

type Hold = Extract<TrainingAct, { act: 'hold' }>;
type Fault = Extract<TrainingAct, { act: 'fault' }>;

/** Faces in the order of their buttons; core knows the same. */
export const FACES = [
  'top',
  'front',
  'left',
  'bottom',
  'back',
  'right',
] as const satisfies readonly Hold['face'][];
export const DISTANCES = [
  'contact',
  '0.1m',
  '0.5m',
  '1m',
] as const satisfies readonly Hold['distance'][];

/** Words of the training bench. */
export function useTrainingText() {
  const text = useText();
  const { t, lookUp, locale } = text;
  /** A scenario's own words in the screen's language, else in English. */
  const inLanguage = (texts: TrainingParcel['titles']): string => {
    const [language] = locale.value.split('-');
    return Object.entries(texts).find(([known]) => known === language)?.[1] ?? texts.en;
  };
  return {
    ...text,
    inLanguage,
    parcelText: ({ number, titles }: Pick<TrainingParcel, 'number' | 'titles'>): string =>
      t('training.parcel', { number, title: inLanguage(titles) }),
    faceText: (face: string): string => lookUp(`face.${face}`, face),
    distanceText: (distance: string): string =>
      lookUp(`training.distance.${distance}`, lookUp(`distance.${distance}`, distance)),
    faultText: ({ instrument, fault }: Pick<Fault, 'instrument' | 'fault'>): string =>
      t('training.fault', {
        instrument: t(`instruments.${instrument}`),
        fault: t(`training.faults.${fault}`),
      }),
  };
}
