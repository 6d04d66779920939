/** What a model accepts. Sent only what its row allows: some models reject a parameter with a 400. */
export interface ModelCapabilities {
  readonly temperature: boolean;
  /** Several answers to one request by `n`. */
  readonly multipleChoices: boolean;
  /** How a structured reply can be asked for. */
  readonly structured: 'json_schema' | 'json_object' | 'none';
  readonly tokenLimit: 'max_tokens' | 'max_completion_tokens';
  /** Tokens of prompt and answer together. */
  readonly contextTokens: number;
  /** Tokens added to the limit of the answer: where a model thinks unseen, its thoughts count towards that limit. */
  readonly reasoningTokens: number;
}

/** Rows by model name prefix, longest first; the last one, an empty prefix, holds for every other model. */
export type ModelRows = readonly (readonly [modelPrefix: string, ModelCapabilities])[];

const reasoningTokens = 4_096;

const safest: ModelCapabilities = {
  temperature: false,
  multipleChoices: false,
  structured: 'none',
  tokenLimit: 'max_tokens',
  contextTokens: 32_000,
  reasoningTokens: 0,
};

const gpt: ModelCapabilities = {
  temperature: true,
  multipleChoices: true,
  structured: 'json_schema',
  tokenLimit: 'max_completion_tokens',
  contextTokens: 128_000,
  reasoningTokens: 0,
};

const gptReasoning: ModelCapabilities = {
  ...gpt,
  temperature: false,
  multipleChoices: false,
  contextTokens: 200_000,
  reasoningTokens,
};

/** OpenAI: the GPT-5 family and the o-series reject `temperature` and `max_tokens`. */
export const openaiModels: ModelRows = [
  ['gpt-3.5-turbo', { ...gpt, structured: 'json_object', contextTokens: 16_000 }],
  ['gpt-4-turbo', { ...gpt, structured: 'json_object' }],
  ['gpt-5-chat', { ...gpt, temperature: false, multipleChoices: false }],
  ['gpt-4.1', { ...gpt, contextTokens: 1_000_000 }],
  ['gpt-4o', gpt],
  ['gpt-5', { ...gptReasoning, contextTokens: 400_000 }],
  ['gpt-4', { ...gpt, structured: 'none', contextTokens: 8_000 }],
  ['o1', gptReasoning],
  ['o3', gptReasoning],
  ['o4', gptReasoning],
  ['', { ...safest, tokenLimit: 'max_completion_tokens', reasoningTokens }],
];

const gemini: ModelCapabilities = {
  temperature: true,
  multipleChoices: false,
  structured: 'json_schema',
  tokenLimit: 'max_tokens',
  contextTokens: 1_000_000,
  reasoningTokens,
};

/** Google: from Gemini 3 on a second candidate is a 400, and the default temperature is the one advised. */
export const googleModels: ModelRows = [
  ['gemini-2.5', gemini],
  ['gemini-', { ...gemini, temperature: false }],
  ['', { ...safest, reasoningTokens }],
];

/** Cohere: its compatibility API knows neither `n` nor `max_completion_tokens`. */
export const cohereModels: ModelRows = [
  ['command-a', { ...safest, temperature: true, structured: 'json_object', contextTokens: 256_000 }],
  ['command-r', { ...safest, temperature: true, structured: 'json_object', contextTokens: 128_000 }],
  ['', safest],
];

const mistral: ModelCapabilities = {
  ...safest,
  temperature: true,
  structured: 'json_schema',
  contextTokens: 128_000,
};

/** Mistral: Magistral thinks aloud before it answers. */
export const mistralModels: ModelRows = [
  ['magistral-', { ...mistral, contextTokens: 40_000, reasoningTokens }],
  ['ministral-', mistral],
  ['mistral-', mistral],
  ['', { ...safest, temperature: true }],
];

const groq: ModelCapabilities = {
  ...safest,
  temperature: true,
  structured: 'json_object',
  tokenLimit: 'max_completion_tokens',
  contextTokens: 128_000,
  reasoningTokens,
};

/** Groq: `n` must be 1, and only GPT-OSS is held to a JSON schema. */
export const groqModels: ModelRows = [
  ['openai/gpt-oss-', { ...groq, structured: 'json_schema' }],
  ['llama-', { ...groq, reasoningTokens: 0 }],
  ['', { ...groq, structured: 'none', contextTokens: 32_000 }],
];

/** OpenRouter: leaves out parameters that the model behind it does not know, and has no `n`. */
export const openrouterModels: ModelRows = [
  ['openai/gpt-5', { ...gptReasoning, tokenLimit: 'max_tokens', contextTokens: 400_000 }],
  ['openai/gpt-4', { ...gpt, multipleChoices: false, tokenLimit: 'max_tokens' }],
  ['openai/o', { ...gptReasoning, tokenLimit: 'max_tokens' }],
  ['google/', { ...gemini, temperature: false }],
  ['mistralai/', mistral],
  ['', { ...safest, reasoningTokens }],
];

/** DeepSeek: JSON mode without a schema; while it thinks, the temperature is accepted and has no effect. */
export const deepseekModels: ModelRows = [
  [
    'deepseek-v4',
    { ...safest, temperature: true, structured: 'json_object', contextTokens: 1_000_000, reasoningTokens },
  ],
  ['', { ...safest, temperature: true, contextTokens: 64_000, reasoningTokens }],
];

/** A server of one's own: what every such server takes; some reject every `response_format`, or a limit beyond a small context. */
export const localModels: ModelRows = [['', { ...safest, temperature: true }]];
