const filler = ['eight', 'lanes', 'of road', 'two tracks', 'an arch of steel', 'a view of the harbour'];

/** One short item, different from its neighbours, as a line. */
export function lineOf(index: number): string {
  const detail = filler[index % filler.length];
  return JSON.stringify({
    source_text: `The bridge number ${index} opened in ${1900 + (index % 100)} and carries ${detail}.`,
    summary: `Bridge ${index} opened in ${1900 + (index % 100)}.`,
  });
}

/** Files of lines, none of them larger than the embedded bucket takes. */
export function* filesOf(items: number): Generator<string> {
  const mostBytes = 8_000_000;
  let lines: string[] = [];
  let bytes = 0;
  for (let index = 0; index < items; index += 1) {
    const line = lineOf(index);
    lines.push(line);
    bytes += line.length + 1;
    if (bytes < mostBytes) continue;
    yield lines.join('\n');
    lines = [];
    bytes = 0;
  }
  if (lines.length > 0) yield lines.join('\n');
}
