/** Average precision of a ranking: the mean of the precision at each useful rank, in [0, 1]; 0 if nothing is useful. */
export function averagePrecision(useful: readonly boolean[]): number {
  let found = 0;
  let sum = 0;
  for (const [index, isUseful] of useful.entries()) {
    if (!isUseful) continue;
    found += 1;
    sum += found / (index + 1);
  }
  return found === 0 ? 0 : sum / found;
}
