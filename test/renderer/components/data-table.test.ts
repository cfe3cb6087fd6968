// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { h, ref } from 'vue';
import DataTable from '../../../renderer/components/DataTable.vue';
import { onPage } from '../on-page.ts';
import { mountPart } from './mount-part.ts';

interface Row {
  readonly name: string;
  readonly count: number;
}

function show(rows: readonly Row[], more = false) {
  const page = ref(1);
  const part = mountPart(
    () => () =>
      h(
        DataTable<Row, 'name' | 'count'>,
        {
          caption: 'Parcels',
          empty: 'No parcel yet.',
          columns: [
            { key: 'name', label: 'Name' },
            { key: 'count', label: 'Count', number: true },
          ],
          rows,
          rowKey: ({ name }: Row) => name,
          more,
          page: page.value,
          'onUpdate:page': (next: number | undefined) => (page.value = next ?? 0),
        },
        {
          name: ({ row }: { row: Row }) => row.name,
          count: ({ row }: { row: Row }) => String(row.count),
        },
      ),
  );
  return { page, part };
}

it('has a caption, headings of columns and of rows', () => {
  const { part } = show([{ name: 'A', count: 1 }]);
  expect(part.find('caption').text()).toBe('Parcels');
  expect(part.findAll('th[scope=col]').map((cell) => cell.text())).toEqual(['Name', 'Count']);
  expect(part.find('th[scope=row]').text()).toBe('A');
  expect(part.find('td').text()).toBe('1');
});

it('says in words that there is nothing', () => {
  const { part } = show([]);
  expect(part.find('tbody').text()).toBe('No parcel yet.');
  expect(onPage('page-on')).toBeNull();
});

it('turns pages, and stops at the first and the last', async () => {
  const { page, part } = show([{ name: 'A', count: 1 }], true);
  onPage('page-back')?.click();
  expect(page.value).toBe(1);
  onPage('page-on')?.click();
  await flushPromises();
  expect(page.value).toBe(2);
  expect(part.find('[role=status]').text()).toBe('Page 2');
  onPage('page-back')?.click();
  await flushPromises();
  expect(page.value).toBe(1);
});
