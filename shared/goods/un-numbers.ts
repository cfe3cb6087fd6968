/**
 * UN numbers that international post carries, each under its condition: exempt and category B specimens, excepted
 * packages of radioactive material, lithium batteries in equipment, dry ice as a coolant (UPU Convention and Parcel
 * Regulations; from memory, verify).
 */
const CARRIED: ReadonlySet<string> = new Set(['3373', '2910', '2911', '3091', '3481', '1845']);

/** Numbers that rules of their own hold: radioactive material, refrigerants, lithium batteries by themselves. */
export const WITH_OWN_RULE: ReadonlySet<string> = new Set(
  [
    '2908 2909 2912 2913 2915 2916 2917 2919 2977 2978 3321 3322 3323 3324 3325 3326 3327 3328 3329 3330 3331 3332 3333',
    '1018 1028 1029 1078 1858 1958 1959 1973 1974 1982 1983 2035 2193 2422 2424 2453 2599 2602 3070 3159 3220 3252 3296',
    '3337 3338 3339 3340 3090 3480',
  ].flatMap((line) => line.split(' ')),
);

/** What a UN number means for a parcel in international post. */
export const UN_KINDS = ['explosive', 'refused', 'carried', 'own-rule'] as const;
export type UnKind = (typeof UN_KINDS)[number];

/**
 * What the post does with goods of a UN number: class 1 has the numbers below 1000 (UN Model Regulations, dangerous
 * goods list). A number that nobody knows is refused: whoever writes one says that the goods are dangerous.
 * @param number four digits
 */
export function unKind(number: string): UnKind {
  if (number.startsWith('0')) return 'explosive';
  if (CARRIED.has(number)) return 'carried';
  return WITH_OWN_RULE.has(number) ? 'own-rule' : 'refused';
}
