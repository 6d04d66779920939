import { type Environment, readEnvironment } from './environment.ts';
import { lazy } from './lazy.ts';

/** The environment of this process, read at first use. */
export const environment = lazy(() => readEnvironment(process.env));

/** A variable that the function at hand cannot do without. */
export function requireVariable(name: Extract<keyof Environment, `${string}_QUEUE_URL`>): string {
  const value = environment()[name];
  if (!value) throw new Error(`The environment variable ${name} is missing.`);
  return value;
}
