import type { JudgeChoice } from '../evaluators/evaluator.ts';

type Defaults = JudgeChoice & Readonly<Record<string, unknown>>;

/** An item with the fields of its batch where it has none: null names no judge, and the model of one judge is none for another. */
export function withDefaults(sent: unknown, defaults: Defaults): unknown {
  if (sent === null || typeof sent !== 'object' || Array.isArray(sent)) return sent;
  const own = Object.fromEntries(
    Object.entries(sent).filter(
      ([field, value]) => value !== null || (field !== 'api_name' && field !== 'model'),
    ),
  );
  const isOtherJudge = defaults.api_name && own['api_name'] && own['api_name'] !== defaults.api_name;
  const { model: _model, ...rest } = defaults;
  return { ...(isOtherJudge ? rest : defaults), ...own };
}
