import { onMounted, onUnmounted, watch } from 'vue';
import { wedgeTraps } from '../../shared/identifiers/wedge-traps.ts';
import { useBench } from '../stores/bench.ts';
import { createWedgeRecogniser, type WedgeScan } from './recogniser.ts';

/** What takes text; a key pressed in it is meant for it. */
const TEXT_FIELD =
  'textarea, select, [contenteditable="true"], input:not([type="checkbox"], [type="radio"], [type="button"])';
/** A field for the label itself: what a scanner types there is a scan all the same. */
const LABEL_FIELD = '[data-wedge]';

function takesText(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(TEXT_FIELD);
}

/**
 * Hears scanners that play a keyboard while the component is mounted. Its keys operate nothing: the
 * Enter that ends a scan would else press whatever button has the focus. What is typed into a text
 * field stays there.
 */
export function useWedge(): void {
  const store = useBench();
  const recogniser = createWedgeRecogniser();
  const waiting: WedgeScan[] = [];

  function deliver(): void {
    if (store.busy) return;
    const next = waiting.shift();
    if (next !== undefined) {
      void store.send({ kind: 'wedge-scan', text: next.text, repeat: next.repeat });
    }
  }
  watch(() => store.busy, deliver);

  function press(event: KeyboardEvent): void {
    const inField = takesText(event.target);
    const inLabelField = inField && (event.target as Element).matches(LABEL_FIELD);
    if (inField && !inLabelField) return;
    const { key, ctrlKey: ctrl, altKey: alt, metaKey: meta, repeat: held } = event;
    const capsLock = event.getModifierState('CapsLock');
    const verdict = recogniser.key({ key, ctrl, alt, meta, held, capsLock }, event.timeStamp);
    if (verdict.kind === 'typing') return;
    if (inLabelField && verdict.kind === 'burst' && key.length === 1) return;
    event.preventDefault();
    event.stopPropagation();
    if (verdict.kind !== 'scan') return;
    const traps = wedgeTraps(verdict.scan);
    store.wedge = { text: verdict.scan.text, traps };
    // A part of a label may be the whole number of another parcel.
    if (traps.includes('cut')) return;
    waiting.push(verdict.scan);
    deliver();
  }
  onMounted(() => window.addEventListener('keydown', press, { capture: true }));
  onUnmounted(() => window.removeEventListener('keydown', press, { capture: true }));
}
