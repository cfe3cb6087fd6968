import { enableAutoUnmount, mount } from '@vue/test-utils';
import { afterEach } from 'vitest';
import { defineComponent, type VNodeChild } from 'vue';
import { createText, type Language } from '../../../renderer/locales/text.ts';

enableAutoUnmount(afterEach);

/** A piece of a page that uses components, in the document until the test ends. */
export function mountPart(setup: () => () => VNodeChild, language: Language = 'en') {
  return mount(defineComponent({ setup }), {
    attachTo: document.body,
    global: { plugins: [createText(language)] },
  });
}
