import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datalogic } from '../../../../../electron/devices/scanners/datalogic/protocol.ts';
import { bytesFrom, readCapture, splitsOf } from '../../../../fixtures/captures/read-exchange.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('Datalogic recordings', () => {
  it('decode the capture whole and split at every offset', () => {
    const { lines, expected } = readCapture('datalogic/forms.exchange');
    expect(datalogic.decodeExchange(lines)).toMatchObject(expected);
    for (const halves of splitsOf(bytesFrom(lines, 'instrument'))) {
      expect(datalogic.decodeStream(halves)).toMatchObject(expected);
    }
  });

  it('an answer of several lines gives no code, and every line of it shows', () => {
    const bytes = ascii('\x01\x02Gryphon\r\nS/N 1\r\nREL 2\x03\x04ABC\r');
    const seen = datalogic.decodeStream([bytes]);
    expect(readingsOf(seen, 'scan')).toMatchObject([{ text: 'ABC' }]);
    expect(faultCodes(seen)).toEqual(['malformed', 'malformed', 'malformed']);
  });

  it('an answer without end swallows no codes for ever', () => {
    const bytes = ascii(`\x01\x02Gryphon\r${'ABC\r'.repeat(25)}`);
    expect(readingsOf(datalogic.decodeStream([bytes]), 'scan').length).toBeGreaterThanOrEqual(4);
  });

  it('random bytes never throw', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) =>
        datalogic
          .decodeStream(chunks)
          .every((one) => one.type === 'fault' || (one.kind === 'scan' && one.text !== '')),
      ),
    );
  });
});

describe('Datalogic driver with its simulator', () => {
  it('enables the scanner and delivers scans', () => {
    const rig = createProtocolRig(datalogic);
    rig.world('scan RR473124829US');
    rig.run(100);
    expect(rig.sent).toEqual(['E']);
    expect(rig.takeObservations()).toMatchObject([{ text: 'RR473124829US', aim: ']C0' }]);
  });

  it('a good read is a tone; a bad read disables the scanner for a second', () => {
    const rig = createProtocolRig(datalogic);
    rig.run(10);
    rig.request('good-read');
    rig.request('bad-read');
    rig.run(500);
    rig.world('scan ABC');
    rig.run(501);
    rig.world('scan DEF');
    rig.run(100);
    expect(rig.sent).toEqual(['E', '\x01', 'F', 'E']);
    expect(rig.takeObservations()).toMatchObject([{ text: 'DEF' }]);
  });

  it('a scanner that was left disabled is enabled by the next opening', () => {
    const rig = createProtocolRig(datalogic);
    rig.command('D');
    rig.run(10);
    rig.world('scan ABC');
    rig.run(100);
    expect(rig.takeObservations()).toMatchObject([{ text: 'ABC' }]);
  });
});

describe('Datalogic probe', () => {
  const [probe] = datalogic.descriptor.detection.probes;
  const [step] = probe?.steps ?? [];

  it('recognises what the simulator answers to it, and no code or echo', () => {
    const simulator = datalogic.createSimulator(1);
    const [answer = ascii('')] = simulator.receive(step?.send ?? ascii(''), 0).emit;
    expect(probe?.recognise(answer)).toBe('Datalogic Gryphon GD4590 S/N S17B12345 REL 610071234');
    for (const other of ['i', 'RR473124829US\r', '\x02RR473124829US\x03', '?\r\n']) {
      expect(probe?.recognise(ascii(other))).toBeNull();
    }
  });
});
