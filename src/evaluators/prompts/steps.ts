/** The part of a prompt that lists the steps of an evaluation; nothing where there are none. */
export function stepsPart(steps: readonly string[]): readonly string[] {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`);
  return numbered.length > 0 ? [`Steps:\n${numbered.join('\n')}`] : [];
}
