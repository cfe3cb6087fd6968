// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import ProgressBar from '../../../renderer/components/ProgressBar.vue';

const props = { label: 'Import', done: 30, of: 120, said: '30 of 120 rows' };

it('says how far the work is, as a bar and in words', () => {
  const bar = mount(ProgressBar, { props }).find('progress');
  expect(bar.element.max).toBe(120);
  expect(bar.element.value).toBe(30);
  expect(bar.attributes('aria-valuetext')).toBe('30 of 120 rows');
});

it('claims no share while nobody knows the end', () => {
  const bar = mount(ProgressBar, { props: { ...props, of: null } }).find('progress');
  expect(bar.attributes('value')).toBeUndefined();
});

it('offers to stop only where the work can be stopped', async () => {
  const wrapper = mount(ProgressBar, { props });
  expect(wrapper.find('button').exists()).toBe(false);
  await wrapper.setProps({ stop: 'Stop the import' });
  await wrapper.find('button').trigger('click');
  expect(wrapper.emitted('stop')).toHaveLength(1);
});
