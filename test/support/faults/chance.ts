import { createHash } from 'node:crypto';

/** The seed of this run: SEED of the environment, else a new one. Whoever uses it prints it. */
export function seedOfRun(): number {
  return Number(process.env['SEED'] || Math.floor(Math.random() * 1_000_000));
}

/** A number in [0, 1) that depends on the seed and the key alone: whatever runs first, the same things happen. */
export function draw(seed: number, ...key: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...key]))
    .digest();
  return digest.readUInt32BE() / 2 ** 32;
}

/** The name into whose share the drawn number falls; null for the rest, if the shares leave one. */
export function pickShare<Name extends string>(
  shares: Readonly<Partial<Record<Name, number>>>,
  drawn: number,
): Name | null {
  let bound = 0;
  for (const [name, share] of Object.entries<number | undefined>(shares)) {
    bound += share ?? 0;
    if (drawn < bound) return name as Name;
  }
  return null;
}
