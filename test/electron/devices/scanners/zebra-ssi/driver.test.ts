import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zebraSsi } from '../../../../../electron/devices/scanners/zebra-ssi/protocol.ts';
import { bytesFrom, readCapture, splitsOf } from '../../../../fixtures/captures/read-exchange.ts';
import { createProtocolRig, faultCodes, readingsOf } from '../../../../support/protocol-rig.ts';

const hex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const toHex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
/** A packet of the decoder, made here on its own. */
function packet(opcode: number, status: number, text: string): Uint8Array {
  const data = Buffer.from(text, 'latin1');
  const body = [4 + data.length, opcode, 0, status, ...data];
  const check = 0x10000 - body.reduce((sum, byte) => sum + byte, 0);
  return Uint8Array.of(...body, check >> 8, check & 0xff);
}

/** The same packet with one bit of its data changed on the way. */
const damage = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, at) => (at === 6 ? byte ^ 1 : byte));
const PART_1 = packet(0xf3, 2, '\x1cAAAA');
const PART_2 = packet(0xf3, 2, '\x1cBBBB');
const PART_2_AGAIN = packet(0xf3, 3, '\x1cBBBB');
const PART_3 = packet(0xf3, 0, '\x1cCCCC');
const PART_3_AGAIN = packet(0xf3, 1, '\x1cCCCC');

const ACK = '04d00400ff28';
const NAK_RESEND = '05d1040001ff25';
const ABC = hex('08F3000003414243FE3C');
const ABC_AGAIN = packet(0xf3, 1, '\x03ABC');

/** A rig past its first questions. */
function ready() {
  const rig = createProtocolRig(zebraSsi);
  rig.run(1000);
  const { sent } = rig;
  const since = { at: sent.length };
  return {
    ...rig,
    sentSince: (): readonly string[] => sent.slice(since.at).map(toHex),
    texts: () => readingsOf(rig.takeObservations(), 'scan').map(({ text }) => text),
  };
}

describe('Zebra SSI recordings', () => {
  const { lines, expected } = readCapture('zebra-ssi/decode-data.exchange');

  it('decode the capture whole and split at every offset', () => {
    expect(zebraSsi.decodeExchange(lines)).toMatchObject(expected);
    for (const halves of splitsOf(bytesFrom(lines, 'instrument'))) {
      expect(zebraSsi.decodeStream(halves)).toMatchObject(expected);
    }
  });

  it.each([
    ['\x0f', '0012345', ']C1'],
    ['\x0b', '4006381333931', ']E0'],
    ['\x1b', 'ABC', null],
    ['\x1b', ']d2010950600013435210AB', ']d2'],
  ])('code type %j gives the identifier that is sure', (type, text, aim) => {
    const [scan] = zebraSsi.decodeStream([packet(0xf3, 0, type + text)]);
    expect(scan).toMatchObject({ aim });
  });

  it('a suffix that the scanner appends is no data, GS is', () => {
    const [scan] = zebraSsi.decodeStream([packet(0xf3, 0, '\x0f10A\x1d21B\r\n')]);
    expect(scan).toMatchObject({ text: '10A\x1d21B', aim: ']C1' });
  });

  it('plain text says what to set', () => {
    const [fault] = zebraSsi.decodeStream([hex('52523437333132343832395553 0d')]);
    expect(fault).toMatchObject({
      code: 'malformed',
      detail: expect.stringContaining('packeted decode data'),
    });
  });

  it('random bytes never throw and never give a code', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) =>
        zebraSsi.decodeStream(chunks).every(({ type }) => type === 'fault'),
      ),
    );
  });
});

describe('Zebra SSI driver with its simulator', () => {
  it('wakes the scanner, enables it, asks who it is', () => {
    const rig = createProtocolRig(zebraSsi);
    rig.run(1000);
    expect(rig.sent.map(toHex)).toEqual(['00', '04e90400ff0f', '00', '04a30400ff55']);
    expect(rig.identity()).toBe('Zebra SSI PAABLS00-005-R00 SE3300 0');
  });

  it('acknowledges each code', () => {
    const rig = ready();
    rig.world('scan ]C0RR473124829US');
    rig.run(100);
    expect(rig.sentSince()).toEqual([ACK]);
    rig.run(10_000);
    expect(rig.takeObservations()).toMatchObject([{ text: 'RR473124829US', aim: ']C0' }]);
  });

  it('drops what is sent again because the acknowledgement was lost', () => {
    const rig = ready();
    rig.inject(ABC);
    rig.inject(ABC_AGAIN);
    expect(rig.texts()).toEqual(['ABC']);
    expect(rig.sentSince()).toEqual([ACK, ACK]);
  });

  it('keeps the same code when it was scanned again', () => {
    const rig = ready();
    rig.inject(ABC);
    rig.run(300);
    rig.inject(ABC);
    const scans = readingsOf(rig.takeObservations(), 'scan');
    expect(scans.map(({ repeat }) => repeat)).toEqual([false, true]);
  });

  it('asks for a damaged packet again and takes it then', () => {
    const rig = ready();
    rig.inject(ABC);
    rig.inject(hex('08F3000003414243FE3D'));
    rig.run(201);
    expect(rig.sentSince()).toEqual([ACK, NAK_RESEND]);
    rig.inject(ABC_AGAIN);
    const seen = rig.takeObservations();
    expect(faultCodes(seen)).toEqual(['checksum']);
    expect(readingsOf(seen, 'scan').map(({ text }) => text)).toEqual(['ABC', 'ABC']);
  });

  it('puts a long code together, each packet acknowledged', () => {
    const rig = ready();
    const text = 'LONG-'.repeat(150);
    rig.world(`scan ${text}`);
    rig.run(3000);
    expect(rig.texts()).toEqual([text]);
    expect(rig.sentSince()).toEqual([ACK, ACK, ACK]);
  });

  it('a long code whose rest does not come is a fault', () => {
    const rig = ready();
    rig.inject(packet(0xf3, 2, '\x03HEAD'));
    rig.run(5001);
    expect(rig.takeObservations()).toMatchObject([
      { code: 'malformed', detail: expect.stringContaining('partial') },
    ]);
  });

  it('a packet of another code type is no part of it', () => {
    const rig = ready();
    rig.inject(packet(0xf3, 2, '\x03HEAD'));
    rig.inject(packet(0xf3, 0, '\x0f10AB'));
    expect(rig.takeObservations()).toMatchObject([{ code: 'malformed' }, { text: '10AB' }]);
  });

  it.each([0, 201])('never joins a code over a damaged packet, %d ms between packets', (pause) => {
    const rig = ready();
    for (const bytes of [PART_1, damage(PART_2), PART_2, PART_3, PART_3_AGAIN, ABC]) {
      rig.inject(bytes);
      rig.run(pause);
    }
    expect(rig.sentSince()).toEqual([ACK, NAK_RESEND, ACK, ACK, ACK, ACK]);
    expect(rig.takeObservations()).toMatchObject([
      { code: 'checksum' },
      { code: 'malformed', detail: expect.stringContaining('damaged') },
      { text: 'ABC' },
    ]);
  });

  it.each([
    [0, [ACK, ACK, ACK]],
    [201, [ACK, NAK_RESEND, ACK, ACK]],
  ])('joins a damaged packet that is sent again, %d ms later', (pause, sent) => {
    const rig = ready();
    for (const bytes of [PART_1, damage(PART_2), PART_2_AGAIN, PART_3]) {
      rig.inject(bytes);
      rig.run(pause);
    }
    expect(rig.texts()).toEqual(['AAAABBBBCCCC']);
    expect(rig.sentSince()).toEqual(sent);
  });

  it.each([
    ['the last part is damaged', [PART_1, PART_2, damage(PART_3), ABC]],
    ['the first part is damaged', [damage(PART_1), PART_2, PART_3, ABC]],
    ['an equal part is sent again', [PART_2, damage(PART_2), PART_2_AGAIN, PART_3, ABC]],
  ])('gives no part of a code as a code: %s', (_name, packets) => {
    const rig = ready();
    for (const bytes of packets) rig.inject(bytes);
    const seen = rig.takeObservations();
    expect(faultCodes(seen)).toEqual(['checksum', 'malformed']);
    expect(readingsOf(seen, 'scan').map(({ text }) => text)).toEqual(['ABC']);
  });

  it('the end of a long code that is damaged when sent again is no code of its own', () => {
    const rig = ready();
    for (const bytes of [PART_1, PART_3, damage(PART_3_AGAIN), PART_3_AGAIN]) rig.inject(bytes);
    expect(rig.texts()).toEqual(['AAAACCCC']);
  });

  it('a code longer than any is dropped to its end', () => {
    const rig = ready();
    const part = `\x1c${'A'.repeat(250)}`;
    for (let at = 0; at < 40; at += 1) rig.inject(packet(0xf3, 2, part));
    rig.inject(PART_3);
    expect(rig.takeObservations()).toMatchObject([{ code: 'malformed' }]);
  });

  it('drops no longer than 5 s: the next code counts', () => {
    const rig = ready();
    for (const bytes of [PART_1, damage(PART_2), PART_2]) rig.inject(bytes);
    rig.run(5001);
    rig.inject(PART_3);
    expect(rig.texts()).toEqual(['CCCC']);
  });

  it('beeps for a good and a bad read', () => {
    const rig = ready();
    rig.request('good-read');
    rig.run(500);
    rig.request('bad-read');
    rig.run(500);
    expect(rig.sentSince()).toEqual(['00', '05e6040001ff10', '00', '05e6040006ff0b']);
    expect(rig.takeObservations()).toEqual([]);
  });

  it('a refused beep is a fault that passes', () => {
    const rig = ready();
    rig.world('fault error-reply');
    rig.request('good-read');
    rig.run(500);
    expect(faultCodes(rig.takeObservations())).toEqual(['not-executable']);
    expect(rig.failure()).toBeNull();
  });

  it('notices that the scanner is gone, and says so only after three questions', () => {
    const rig = ready();
    rig.world('fault silent');
    rig.run(35_000);
    expect(rig.failure()).toBeNull();
    rig.run(5000);
    expect(rig.sentSince()).toEqual(['00', '04a30400ff55', '04a30401ff54', '04a30401ff54']);
    expect(rig.failure()).toMatchObject({ code: 'silent' });
  });

  it('a cable pulled in the middle of a packet gives a fault, the code comes again later', () => {
    const rig = ready();
    rig.world('scan RR473124829US');
    rig.run(5);
    rig.cut(true);
    rig.run(1000);
    expect(faultCodes(rig.takeObservations())).toEqual(['malformed']);
    rig.cut(false);
    rig.run(2000);
    expect(rig.texts()).toEqual(['RR473124829US']);
  });

  it('babble gives no code, and scans count again afterwards', () => {
    const rig = ready();
    rig.world('fault babble');
    rig.run(3000);
    expect(rig.texts()).toEqual([]);
    rig.world('ok');
    rig.run(500);
    rig.world('scan ABC');
    rig.run(100);
    expect(rig.texts()).toEqual(['ABC']);
  });
});

describe('Zebra SSI probe', () => {
  const [probe] = zebraSsi.descriptor.detection.probes;

  it('asks for the revision only', () => {
    expect(probe?.steps.map(({ send }) => Buffer.from(send).toString('hex'))).toEqual([
      '00',
      '04a30400ff55',
    ]);
  });

  it('recognises a revision, and nothing else', () => {
    expect(probe?.recognise(packet(0xa4, 0, 'NBRPUAAQ'))).toBe('Zebra SSI NBRPUAAQ');
    expect(probe?.recognise(packet(0xd0, 0, ''))).toBeNull();
    expect(probe?.recognise(hex('3f0d0a'))).toBeNull();
  });
});
