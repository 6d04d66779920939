/** Maps what a source yields, in order, with so many under way at a time. */
export async function* readAhead<In, Out>(
  source: AsyncIterable<In>,
  atOnce: number,
  map: (value: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const underWay: Promise<Out>[] = [];
  for await (const value of source) {
    const mapped = map(value);
    // Its failure is thrown where it is awaited, below: until then it is nobody's.
    mapped.catch(() => {});
    underWay.push(mapped);
    if (underWay.length >= atOnce) yield (await underWay.shift()) as Out;
  }
  for (const mapped of underWay) yield await mapped;
}
