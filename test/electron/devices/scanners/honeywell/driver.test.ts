import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { honeywell } from '../../../../../electron/devices/scanners/honeywell/protocol.ts';
import { bytesFrom, readCapture, splitsOf } from '../../../../fixtures/captures/read-exchange.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('Honeywell recordings', () => {
  it('decode the capture whole and split at every offset', () => {
    const { lines, expected } = readCapture('honeywell/menu-answers.exchange');
    expect(honeywell.decodeExchange(lines)).toMatchObject(expected);
    for (const halves of splitsOf(bytesFrom(lines, 'instrument'))) {
      expect(honeywell.decodeStream(halves)).toMatchObject(expected);
    }
  });

  it.each(['\x05', '\x06', '\x15'])('%j inside a code leaves no tail that counts', (noise) => {
    const seen = honeywell.decodeStream([ascii(`RR4731${noise}24829US\rABC\r`)]);
    expect(seen).toMatchObject([{ code: 'malformed' }, { text: 'ABC' }]);
  });

  it('several answers in one go are no codes', () => {
    const bytes = ascii('CBRENA1\x06;ABCDEF1\x05;CBRENA9\x15!RR473124829US\r');
    expect(honeywell.decodeStream([bytes])).toMatchObject([{ text: 'RR473124829US' }]);
  });

  it('random bytes never throw', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) =>
        honeywell
          .decodeStream(chunks)
          .every((one) => one.type === 'fault' || (one.kind === 'scan' && one.text !== '')),
      ),
    );
  });
});

describe('Honeywell driver with its simulator', () => {
  it('delivers scans and marks repeats', () => {
    const rig = createProtocolRig(honeywell);
    for (let count = 0; count < 2; count += 1) {
      rig.world('scan ]C10109506000134352\u001d10AB');
      rig.run(100);
    }
    expect(rig.takeObservations()).toMatchObject([
      { text: '0109506000134352\u001d10AB', aim: ']C1', repeat: false },
      { text: '0109506000134352\u001d10AB', aim: ']C1', repeat: true },
    ]);
    expect(rig.sent).toEqual([]);
  });

  it('sounds a good read and a razz', () => {
    const rig = createProtocolRig(honeywell);
    rig.request('good-read');
    rig.request('bad-read');
    expect(rig.sent).toEqual(['\x1b7,', '\x1b8,']);
  });

  it('a scan after the answer to a command of somebody else counts', () => {
    const rig = createProtocolRig(honeywell);
    rig.command('\x16M\rREVINF.');
    rig.run(1000);
    rig.world('scan RR473124829US');
    rig.run(100);
    expect(rig.takeObservations()).toMatchObject([{ text: 'RR473124829US' }]);
  });

  it('a cable pulled in the middle of a code gives a fault', () => {
    const rig = createProtocolRig(honeywell);
    rig.world('scan LX876543216DE');
    rig.run(5);
    rig.cut(true);
    rig.run(1000);
    const seen = rig.takeObservations();
    expect([faultCodes(seen), readingsOf(seen, 'scan')]).toEqual([['malformed'], []]);
  });
});

describe('Honeywell simulator', () => {
  it.each([
    ['CBRENA?.', 'CBRENA1\x06.'],
    ['CBRENA*.', 'CBRENA0-1\x06.'],
    ['CBRENA9!', 'CBRENA9\x15!'],
    ['ABCDEF1.', 'ABCDEF1\x05.'],
    ['CBRENA1;TRGMOD0.', 'CBRENA1\x06;TRGMOD0\x06.'],
  ])('answers %s', (command, answer) => {
    const simulator = honeywell.createSimulator(1);
    const { emit } = simulator.receive(ascii(`\x16M\r${command}`), 0);
    expect(emit.map((bytes) => Buffer.from(bytes).toString('latin1'))).toEqual([answer]);
  });
});

describe('Honeywell probe', () => {
  const [probe] = honeywell.descriptor.detection.probes;
  const [step] = probe?.steps ?? [];

  it('recognises what the simulator answers to it, and no code or echo', () => {
    const simulator = honeywell.createSimulator(1);
    const [answer = ascii('')] = simulator.receive(step?.send ?? ascii(''), 0).emit;
    expect(probe?.recognise(answer)).toBe('Honeywell XENON 1900: BK000064BAA');
    expect(probe?.recognise(ascii('\x16M\rREVINF.'))).toBeNull();
    expect(probe?.recognise(ascii('REVINF\x05.'))).toBeNull();
    expect(probe?.recognise(ascii(']C0RR473124829US\r'))).toBeNull();
  });
});
