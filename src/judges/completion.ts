import * as z from 'zod';
import type { Choice, Completion } from './call.ts';

const count = z.number().int().nonnegative().nullish().catch(null);
/** Text, or parts of which those with a text make the answer: Mistral's thinking models answer in parts. */
const content = z
  .union([z.string(), z.array(z.object({ type: z.string(), text: z.string().optional() }))])
  .nullish();

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content, refusal: z.string().nullish() }),
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

/** The answers in a chat completion's body, or null if it is none. */
export function parseCompletion(body: string): Completion | null {
  const parsed = completionSchema.safeParse(parseJson(body));
  if (!parsed.success) return null;
  return { choices: parsed.data.choices.map(toChoice), tokens: toTokens(parsed.data.usage) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toTokens(usage: RawCompletion['usage']): Completion['tokens'] {
  return {
    prompt_tokens: usage?.prompt_tokens ?? 0,
    completion_tokens: usage?.completion_tokens ?? 0,
    cached_tokens: usage?.prompt_tokens_details?.cached_tokens ?? usage?.prompt_cache_hit_tokens ?? 0,
  };
}

function toChoice({ message, finish_reason }: RawCompletion['choices'][number]): Choice {
  return { kind: kindOf(message.refusal, finish_reason), text: textOf(message.content) };
}

function kindOf(refusal: string | null | undefined, reason: string | null | undefined): Choice['kind'] {
  if (reason === 'content_filter') return 'filtered';
  if (refusal) return 'refused';
  return reason === 'length' ? 'truncated' : 'complete';
}

function textOf(raw: RawCompletion['choices'][number]['message']['content']): string {
  if (typeof raw === 'string') return raw;
  return (raw ?? []).map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('');
}
