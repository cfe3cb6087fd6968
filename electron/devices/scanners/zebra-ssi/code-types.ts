/**
 * Zebra's code types to symbology identifiers (ISO/IEC 15424), where one type can only be one
 * identifier: from memory [M], checked against "Code Type IDs" of the CS3000 (Symbol CS3000 Series,
 * appendix B). Left out: types whose identifier depends on check digits, ECI or GS1 (Code 39, ITF,
 * Data Matrix, QR, PDF417, Aztec), UPC-E, which may come unexpanded, and GS1 DataBar, whose number
 * differs between models.
 */
const AIM_OF_CODE_TYPE: Readonly<Record<number, string>> = {
  0x03: ']C0',
  0x04: ']S0',
  0x07: ']G0',
  0x08: ']E0',
  0x0a: ']E4',
  0x0b: ']E0',
  0x0f: ']C1',
};

/** The symbology identifier of a code type, null where it says too little. */
export function aimOfCodeType(codeType: number): string | null {
  return AIM_OF_CODE_TYPE[codeType] ?? null;
}
