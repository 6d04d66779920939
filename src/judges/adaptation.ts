import type { ModelCapabilities } from './model-capabilities.ts';

/** A parameter that a call can do without, or name otherwise. */
export type Parameter = 'temperature' | 'n' | 'response_format' | 'max_tokens' | 'max_completion_tokens';

const spellings: Readonly<Record<string, Parameter>> = {
  temperature: 'temperature',
  n: 'n',
  response_format: 'response_format',
  'response_format.type': 'response_format',
  'response_format.json_schema': 'response_format',
  json_schema: 'response_format',
  json_object: 'response_format',
  max_tokens: 'max_tokens',
  max_completion_tokens: 'max_completion_tokens',
};

/** The parameter that a provider's 400 is about: its `param`, else the first that its message quotes; null if none. */
export function namedParameter(body: string): Parameter | null {
  const text = body.slice(0, 4_000).replaceAll('\\', '');
  const declared = /"param"\s*:\s*"([a-z_.]+)"/.exec(text)?.[1];
  const quoted = [...text.matchAll(/['"`]([a-z_.]+)['"`](?!\s*:)/g)].map((match) => match[1]);
  const name = [declared, ...quoted].find((each) => each !== undefined && Object.hasOwn(spellings, each));
  if (name) return spellings[name] ?? null;
  return /multiple candidates/i.test(text) ? 'n' : null;
}

/** Whether a call by these capabilities can carry the parameter. */
export function sends(capabilities: ModelCapabilities, parameter: Parameter): boolean {
  return {
    temperature: capabilities.temperature,
    n: capabilities.multipleChoices,
    response_format: capabilities.structured !== 'none',
    max_tokens: capabilities.tokenLimit === 'max_tokens',
    max_completion_tokens: capabilities.tokenLimit === 'max_completion_tokens',
  }[parameter];
}

/** The capabilities without the parameter; of the two names of the token limit, the other one is left. */
export function without(capabilities: ModelCapabilities, parameter: Parameter): ModelCapabilities {
  const changes: Record<Parameter, Partial<ModelCapabilities>> = {
    temperature: { temperature: false },
    n: { multipleChoices: false },
    response_format: { structured: 'none' },
    max_tokens: { tokenLimit: 'max_completion_tokens' },
    max_completion_tokens: { tokenLimit: 'max_tokens' },
  };
  return { ...capabilities, ...changes[parameter] };
}
