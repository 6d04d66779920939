import * as z from 'zod';
import type { Choice, Completion } from './call.ts';
import { parseJson } from './parse-json.ts';
import { tokenCount as count } from './token-count.ts';

/** Text, or parts of which those with a text make the answer: Mistral's thinking models answer in parts. */
const content = z
  .union([z.string(), z.array(z.object({ type: z.string(), text: z.string().optional() }))])
  .nullish();

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        // Google leaves it out of a filtered choice.
        message: z.object({ content, refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
      prompt_cache_hit_tokens: count,
    })
    .nullish()
    .catch(null),
});

type RawCompletion = z.infer<typeof completionSchema>;

/** Ends of an answer by a failure of the provider: OpenRouter and Mistral, DeepSeek. What came before it is no answer. */
export const brokenOff: ReadonlySet<unknown> = new Set(['error', 'insufficient_system_resource']);

/** The answers in a chat completion's body that the provider did not break off, or null if there are none. */
export function parseCompletion(body: string): Completion | null {
  const parsed = completionSchema.safeParse(parseJson(body));
  if (!parsed.success) return null;
  const whole = parsed.data.choices.filter(({ finish_reason }) => !brokenOff.has(finish_reason));
  if (whole.length === 0 || !whole.every(isAnswer)) return null;
  return { choices: whole.map(toChoice), tokens: toTokens(parsed.data.usage) };
}

function toTokens(usage: RawCompletion['usage']): Completion['tokens'] {
  return {
    prompt_tokens: usage?.prompt_tokens ?? 0,
    completion_tokens: usage?.completion_tokens ?? 0,
    cached_tokens: usage?.prompt_tokens_details?.cached_tokens ?? usage?.prompt_cache_hit_tokens ?? 0,
  };
}

type RawChoice = RawCompletion['choices'][number];

function isAnswer({ message, finish_reason }: RawChoice): boolean {
  return Boolean(message) || isFiltered(finish_reason);
}

/** Google adds why after a colon. */
function isFiltered(reason: RawChoice['finish_reason']): boolean {
  return reason === 'content_filter' || Boolean(reason?.startsWith('content_filter:'));
}

function toChoice({ message, finish_reason }: RawChoice): Choice {
  return { kind: kindOf(message?.refusal, finish_reason), text: textOf(message?.content) };
}

function kindOf(refusal: string | null | undefined, reason: RawChoice['finish_reason']): Choice['kind'] {
  if (isFiltered(reason)) return 'filtered';
  if (refusal) return 'refused';
  // Mistral's second one: the context is full, whatever limit the call had.
  return reason === 'length' || reason === 'model_length' ? 'truncated' : 'complete';
}

function textOf(raw: z.infer<typeof content>): string {
  if (typeof raw === 'string') return raw;
  return (raw ?? []).map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('');
}
