// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Component } from 'vue';
import ComponentGallery from '../../../renderer/gallery/ComponentGallery.vue';
import { createText } from '../../../renderer/locales/text.ts';
import { installAudio } from '../fake-audio.ts';
import { onPage } from '../on-page.ts';

const components = Object.entries(
  import.meta.glob<Component>('../../../renderer/components/*.vue', {
    eager: true,
    import: 'default',
  }),
).map(([file, component]) => [file.split('/').at(-1) ?? '', component] as const);
const THEMES = 3;

let gallery: VueWrapper;
beforeAll(() => {
  installAudio();
  gallery = mount(ComponentGallery, {
    attachTo: document.body,
    global: { plugins: [createPinia(), createText()] },
  });
});

describe('the component gallery', () => {
  it.each(components)('shows %s in every theme', (_, component) => {
    expect(gallery.findAllComponents(component).length).toBeGreaterThanOrEqual(THEMES);
  });

  it('opens its dialogs', async () => {
    onPage('gallery-urgent')?.click();
    await flushPromises();
    expect(onPage('gallery-urgent-dialog')?.getAttribute('role')).toBe('alertdialog');
  });
});
