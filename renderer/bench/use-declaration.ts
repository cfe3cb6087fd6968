import { nextTick, ref } from 'vue';
import { useText } from '../locales/text.ts';
import { useBench } from '../stores/bench.ts';
import { enteredOf, problemsOf, type DeclarationDraft } from './declaration-draft.ts';

/** A form that is being copied: its draft, what is wrong with it, and the way to save it. */
export function useDeclaration(initial: DeclarationDraft) {
  const store = useBench();
  const { t } = useText();
  const draft = ref(initial);
  /** Nothing is called wrong before the first attempt to save. */
  const tried = ref(false);

  /** What is wrong with the field at this place of the draft, in words. */
  const problem = (place: string): string | null => {
    const key = tried.value ? problemsOf(draft.value)[place] : undefined;
    return key === undefined ? null : t(key);
  };

  /** Whether it was saved; if not, the first field of `root` that is wrong has the focus. */
  async function save(root: HTMLElement | null): Promise<boolean> {
    tried.value = true;
    if (Object.keys(problemsOf(draft.value)).length === 0) {
      return store.send({ kind: 'enter-declaration', declaration: enteredOf(draft.value) });
    }
    await nextTick();
    root?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    return false;
  }
  return { draft, problem, save };
}
