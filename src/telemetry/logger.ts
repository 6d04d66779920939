import { Logger } from '@aws-lambda-powertools/logger';

/** The process's logger; requests and records log through a child of it, because its own keys are shared between concurrent invocations. */
export const logger = new Logger();

/** What one line says beside its message: ids and figures, never payloads, prompts or keys. */
export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A logger that puts the same ids on every line. */
export function childLogger(ids: Fields): Logger {
  return logger.createChild({ persistentLogAttributes: ids });
}

/** The error's chain of causes as fields: names and messages only. */
export function causeFields(error: unknown): Fields {
  const chain: string[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 5; cause = cause.cause) {
    chain.push(`${cause.name}: ${cause.message}`);
  }
  return { causes: chain.join(' < ') };
}
