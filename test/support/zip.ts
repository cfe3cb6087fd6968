import { crc32, deflateRawSync } from 'node:zlib';

/** A part of an archive, and what the archive says about it where that is not the truth. */
export interface ZipPart {
  readonly name: string;
  readonly content: string | Buffer;
  /** Not packed. */
  readonly isStored?: boolean;
  readonly claims?: {
    readonly unpackedBytes?: number;
    readonly packedBytes?: number;
    readonly crc?: number;
    /** General purpose bit flag (APPNOTE, 4.4.4). */
    readonly flags?: number;
  };
}

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
/** Names are UTF-8. */
const UTF8 = 0x800;

/** A zip archive, by PKWARE's APPNOTE 4.3: each part, the directory, its end. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, isStored = false, claims = {} } of parts) {
    const bytes = Buffer.from(content as string);
    const packed = isStored ? bytes : deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(claims.flags ?? UTF8, 2);
    common.writeUInt16LE(isStored ? 0 : 8, 4);
    common.writeUInt32LE(claims.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(claims.packedBytes ?? packed.length, 14);
    common.writeUInt32LE(claims.unpackedBytes ?? bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([number(LOCAL), common, Buffer.from(name), packed]);
    // Comment, disk and attributes are none.
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(number(CENTRAL), Buffer.from([20, 0]), common, place, Buffer.from(name));
    pieces.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...pieces, central, number(END), end]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
