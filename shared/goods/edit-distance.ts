/** Longer words are cut: no name of goods differs behind that. */
const LONGEST = 40;
/** Rows of the table of distances, used again by each call: there are millions of them. */
const scratch = [0, 1, 2].map(() => new Int32Array(LONGEST + 2));

/**
 * Letters that were added, left out, mistaken or swapped with a neighbour (optimal string alignment) to
 * make one word of another; `most + 1` when there are more than `most`.
 *
 * @param typing the first word is not finished: it is compared with the best beginning of the second
 */
export function editDistance(one: string, other: string, most: number, typing = false): number {
  const rows = Math.min(one.length, LONGEST);
  const columns = Math.min(other.length, typing ? rows + most : LONGEST, LONGEST);
  if (rows - columns > most || (!typing && columns - rows > most)) return most + 1;
  let [before, last, now] = scratch as [Int32Array, Int32Array, Int32Array];
  for (let column = 0; column <= columns; column += 1) last[column] = column;
  for (let row = 1; row <= rows; row += 1) {
    const letter = one.charCodeAt(row - 1);
    const earlier = row > 1 ? one.charCodeAt(row - 2) : -1;
    now[0] = row;
    let least = row;
    for (let column = 1; column <= columns; column += 1) {
      const theirs = other.charCodeAt(column - 1);
      let best = (last[column - 1] ?? 0) + (letter === theirs ? 0 : 1);
      best = Math.min(best, (last[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1);
      const swapped = column > 1 && earlier === theirs && letter === other.charCodeAt(column - 2);
      if (swapped) best = Math.min(best, (before[column - 2] ?? 0) + 1);
      now[column] = best;
      if (best < least) least = best;
    }
    if (least > most) return most + 1;
    [before, last, now] = [last, now, before];
  }
  let distance = last[columns] ?? 0;
  if (typing) for (let at = 0; at < columns; at += 1) distance = Math.min(distance, last[at] ?? 0);
  return Math.min(distance, most + 1);
}
