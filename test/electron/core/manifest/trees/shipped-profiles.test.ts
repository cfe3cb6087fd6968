import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIXTURES, fileWith, importFile } from './support.ts';

const imported = (name: string) => importFile(join(FIXTURES, name));

describe('a file in the shape of', () => {
  it('ITMATT gives items with addresses and content, kilograms as grams', async () => {
    const { report, find } = await imported('itmatt.xml');
    expect(report).toMatchObject({ profile: 'itmatt', format: 'xml', items: 2, lines: 2 });
    expect(report.rejected).toEqual([]);
    expect(find('RR473124829US')).toMatchObject({
      category: 'gift',
      gross_g: '452.5',
      origin_country: 'US',
      postage: '12.50',
      postage_currency: 'USD',
      sender_address: '1 Main Street',
      addressee_address: 'Dorpsstraat 12 b',
      addressee_postcode: '1234 AB',
      addressee_email: 'jansen@example.org',
      lines: [
        {
          description: 'T-shirts of cotton & linen',
          quantity: '2',
          net_g: '300',
          value: '18.00',
          currency: 'USD',
          hs_code: '610910',
          line_origin_country: 'BD',
        },
        { description: 'Book <paper>', net_g: '100', line_origin_country: 'US' },
      ],
    });
    expect(find('EE000000005CH')).toMatchObject({ category: null, gross_g: '2000', lines: [] });
  });

  it.each(['ITMATT', 'CUSITM'])('%s has masses in the unit that they say', async (root) => {
    const item = (id: string, unit: string): string =>
      `<Item><ItemId>${id}</ItemId><TotalWeight${unit}>2</TotalWeight>` +
      `<ContentPiece><Weight${unit}>1.5</Weight></ContentPiece></Item>`;
    const items =
      item('A', ' unit="lb"') + item('B', ' unit="g"') + item('C', '') + item('D', ' unit="ells"');
    const { report, find } = await importFile(fileWith(`<${root}>${items}</${root}>`));
    expect(find('A')).toMatchObject({ gross_g: '907.18474', lines: [{ net_g: '680.388555' }] });
    expect(find('B')).toMatchObject({ gross_g: '2', lines: [{ net_g: '1.5' }] });
    expect(find('C')).toMatchObject({ gross_g: '2000', lines: [{ net_g: '1500' }] });
    expect(report.rejected).toMatchObject([{ reason: 'gross_g: "ells" is no unit of mass' }]);
  });

  it('CUSITM adds category, offices, receptacle and papers', async () => {
    const { report, find } = await imported('cusitm.xml');
    expect(report).toMatchObject({ profile: 'cusitm', items: 1, lines: 1 });
    expect(find('CP000000014NL')).toMatchObject({
      category: 'sample',
      origin_office: 'NLAMSA',
      destination_office: 'USJFKA',
      receptacle_id: 'NLAMSAUSJFKAACN60123001110045',
      despatch_id: 'NLAMSAUSJFKAACN60123',
      invoice_no: '2026-17',
      sender_reference: 'IM5280000000',
      lines: [{ hs_code: '821192', net_g: '3900', quantity: '6' }],
    });
  });

  it.each(['predes.xml', 'predes.json'])(
    'PREDES (%s) says which receptacle an item is in',
    async (name) => {
      const { report, find } = await imported(name);
      expect(report).toMatchObject({ profile: 'predes', items: name.endsWith('xml') ? 3 : 2 });
      expect(find('RR473124829US')).toMatchObject({
        receptacle_id: 'NLAMSAUSJFKAACN60123001110045',
        despatch_id: 'NLAMSAUSJFKAACN60123',
      });
    },
  );

  it('PREDES puts each item into its own receptacle', async () => {
    const { find } = await imported('predes.xml');
    expect(find('EE000000005CH')?.receptacle_id).toBe('NLAMSAUSJFKAACN60123002010210');
  });

  it('a WCO declaration is one parcel, found by its air waybill', async () => {
    const { report, find } = await imported('wco-declaration.xml');
    expect(report).toMatchObject({ profile: 'wco-declaration', items: 1, lines: 1, rejected: [] });
    expect(find('12345675')).toMatchObject({
      dispatch_country: 'FR',
      destination_country: 'GB',
      transit_countries: ['FR', 'GB'],
      gross_g: '1250',
      sender_address: '3 rue des Exemples',
      addressee_name: 'P. Muster',
      lines: [
        {
          description: 'Perfume in glass bottles',
          hs_code: '3303001000',
          net_g: '900',
          value: '120.00',
          currency: 'EUR',
          line_origin_country: 'FR',
        },
      ],
    });
  });

  it('an ASYCUDA declaration is one parcel; its `<null/>` is blank', async () => {
    const { report, find } = await imported('asycuda-sad.xml');
    expect(report).toMatchObject({
      profile: 'asycuda-sad',
      encoding: 'windows-1252',
      items: 1,
      lines: 2,
      rejected: [],
    });
    expect(find('AWB 123-12345675')).toMatchObject({
      gross_g: '41500',
      sender_name: 'EXAMPLE CABLES INDUSTRY ZONE 4',
      sender_reference: null,
      addressee_name: 'CAFÉ MODEL',
      comments: null,
      lines: [
        { description: 'ALUMINIUM CABLE 20 M', hs_code: '76141000000', net_g: '36250' },
        { description: 'Connectors', hs_code: '85369010', line_origin_country: null, value: null },
      ],
    });
  });
});
