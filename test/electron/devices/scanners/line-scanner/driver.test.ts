import { describe, expect, it } from 'vitest';
import { lineScanner } from '../../../../../electron/devices/scanners/line-scanner/protocol.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('line scanner driver with its simulator', () => {
  it('delivers a scan', () => {
    const rig = createProtocolRig(lineScanner);
    rig.world('scan LX876543216DE');
    rig.run(100);
    expect(rig.takeObservations()).toMatchObject([{ text: 'LX876543216DE', aim: ']C0' }]);
    expect(rig.sent).toEqual([]);
  });

  it('keeps the identifier and GS of a GS1 code', () => {
    const rig = createProtocolRig(lineScanner);
    rig.world('scan ]C10109506000134352\u001d10AB');
    rig.run(100);
    expect(rig.takeObservations()).toMatchObject([
      { text: '0109506000134352\u001d10AB', aim: ']C1' },
    ]);
  });

  it('keeps and marks the same code within 700 ms', () => {
    const rig = createProtocolRig(lineScanner);
    for (const waitMs of [600, 800, 100]) {
      rig.world('scan ABC');
      rig.run(waitMs);
    }
    const scans = readingsOf(rig.takeObservations(), 'scan');
    expect(scans.map((one) => one.repeat)).toEqual([false, true, false]);
  });

  it('another code in between is no repeat', () => {
    const rig = createProtocolRig(lineScanner);
    for (const text of ['A', 'B', 'A']) rig.world(`scan ${text}`);
    rig.run(100);
    const scans = readingsOf(rig.takeObservations(), 'scan');
    expect(scans.map((one) => one.repeat)).toEqual([false, false, false]);
  });

  it('reports a code without terminator after 500 ms and reads the next one whole', () => {
    const rig = createProtocolRig(lineScanner);
    rig.inject(ascii('ABC'));
    rig.run(499);
    expect(rig.takeObservations()).toEqual([]);
    rig.run(2);
    expect(rig.takeObservations()).toMatchObject([{ code: 'malformed' }]);
    rig.world('scan DEF');
    rig.run(100);
    expect(rig.takeObservations()).toMatchObject([{ text: 'DEF' }]);
  });

  it('noise gives no codes, and a label read after half a second of silence counts again', () => {
    const rig = createProtocolRig(lineScanner);
    rig.inject(ascii('\x07\x1b\r'));
    for (let count = 0; count < 20; count += 1) {
      rig.inject(ascii('7\r'));
      rig.run(100);
    }
    expect(readingsOf(rig.takeObservations(), 'scan')).toEqual([]);
    rig.run(400);
    rig.world('scan LX876543216DE');
    rig.run(100);
    expect(rig.takeObservations()).toMatchObject([{ text: 'LX876543216DE' }]);
  });

  it('a cable pulled in the middle of a code gives a fault', () => {
    const rig = createProtocolRig(lineScanner);
    rig.world('scan LX876543216DE');
    rig.run(5);
    rig.cut(true);
    rig.run(1000);
    expect(faultCodes(rig.takeObservations())).toEqual(['malformed']);
  });

  it('a silent scanner loses its scans', () => {
    const rig = createProtocolRig(lineScanner);
    rig.world('fault silent');
    rig.world('scan ABC');
    rig.run(100);
    rig.world('ok');
    rig.world('scan DEF');
    rig.run(100);
    expect(rig.takeObservations()).toMatchObject([{ text: 'DEF' }]);
  });

  it('the same code twice without terminator shows a reader that sends none', () => {
    const rig = createProtocolRig(lineScanner);
    const scan = (text: string): readonly unknown[] => {
      rig.inject(ascii(text));
      rig.run(1000);
      return rig.takeObservations();
    };
    expect(scan('ABCDEF')).toMatchObject([{ code: 'malformed' }]);
    expect(scan('ABCDEF')).toMatchObject([{ text: 'ABCDEF', repeat: false }]);
    rig.inject(ascii('RR473124829US'));
    rig.run(101);
    expect(rig.takeObservations()).toMatchObject([{ text: 'RR473124829US' }]);
    expect(scan('GHIJKL\r')).toMatchObject([{ text: 'GHIJKL' }]);
    expect(scan('RR4731')).toMatchObject([{ code: 'malformed' }]);
  });

  it('two different heads of codes are no codes', () => {
    const rig = createProtocolRig(lineScanner);
    for (const head of ['RR4731', 'RR47312', 'RR4731']) {
      rig.inject(ascii(head));
      rig.run(1000);
    }
    expect(readingsOf(rig.takeObservations(), 'scan')).toEqual([]);
  });

  it('a long code that stutters on its way stays one code', () => {
    const rig = createProtocolRig(lineScanner);
    const text = 'PDF417 '.repeat(500);
    for (let at = 0; at < text.length; at += 300) {
      rig.inject(ascii(text.slice(at, at + 300)));
      rig.run(450);
    }
    rig.inject(ascii('\r'));
    expect(rig.takeObservations()).toMatchObject([{ text }]);
  });

  it('answers with ACK or NAK when asked to, but never a repeat with NAK', () => {
    const rig = createProtocolRig(lineScanner);
    rig.world('scan ABC');
    rig.run(100);
    rig.request('good-read');
    rig.request('bad-read');
    rig.world('scan ABC');
    rig.run(100);
    rig.request('bad-read');
    rig.request('good-read');
    expect(rig.sent).toEqual(['\x06', '\x15', '\x06']);
    expect(rig.takeObservations()).toMatchObject([{ repeat: false }, { repeat: true }]);
  });
});
