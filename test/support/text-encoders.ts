/**
 * Texts in encodings that Node only decodes: the table of each is its decoder, read backwards.
 */
type Encoder = (text: string) => Buffer;

function encoder(encoding: string, sequences: Iterable<readonly number[]>): Encoder {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  for (const bytes of sequences) {
    const character = decoder.decode(Uint8Array.from(bytes));
    if (!table.has(character)) table.set(character, bytes);
  }
  return (text) =>
    Buffer.from(
      [...text].flatMap((character) => {
        const bytes = table.get(character);
        if (bytes === undefined) throw new Error(`${encoding} has no ${character}`);
        return [...bytes];
      }),
    );
}

function* oneByte(): Iterable<readonly number[]> {
  for (let byte = 0; byte <= 0xff; byte += 1) yield [byte];
}

function* twoBytes(): Iterable<readonly number[]> {
  for (let byte = 0; byte <= 0x7f; byte += 1) yield [byte];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) yield [lead, trail];
  }
}

export const cp1251 = encoder('windows-1251', oneByte());
export const cp1252 = encoder('windows-1252', oneByte());
export const cp1255 = encoder('windows-1255', oneByte());
export const koi8r = encoder('koi8-r', oneByte());
/** The characters of two bytes. */
export const gb18030 = encoder('gb18030', twoBytes());
export const big5 = encoder('big5', twoBytes());
export const eucKr = encoder('euc-kr', twoBytes());
export const eucJp = encoder('euc-jp', twoBytes());
