import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue';

const COVERED: InjectionKey<ComputedRef<boolean>> = Symbol('covered');

/** Says to every dialog and popover below whether the step-back screen lies over the page. */
export function provideCover(covered: () => boolean): void {
  provide(COVERED, computed(covered));
}

/** Whether the step-back screen lies over the page; nothing may lie over it or hold the focus then. */
export function useCover(): ComputedRef<boolean> {
  return inject(
    COVERED,
    computed(() => false),
  );
}
