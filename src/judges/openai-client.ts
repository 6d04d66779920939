import { namedParameter, sends, without } from './adaptation.ts';
import { type Call, CallFailure, type CallLimits, type Completion, type JudgeClient } from './call.ts';
import { capabilitiesOf, type ProviderSettings } from './capabilities.ts';
import { parseCompletion } from './completion.ts';
import { failureOf, failureOfTransport } from './failures.ts';
import type { ModelCapabilities } from './model-capabilities.ts';
import type { PostJson, PostReply } from './transport.ts';
import { TransportError } from './transport-reading.ts';

/** What a client of an OpenAI-compatible provider is made of. */
export interface OpenaiClientOptions {
  readonly settings: ProviderSettings;
  readonly post: PostJson;
  /** Epoch milliseconds, to read a Retry-After that is a date. */
  readonly now: () => number;
}

/** A client for one model of a provider that speaks the OpenAI chat completions protocol. */
export function createOpenaiClient({ settings, post, now }: OpenaiClientOptions): JudgeClient {
  const { provider, model } = settings;
  let capabilities = capabilitiesOf(provider, model);

  async function call(asked: Call, limits: CallLimits): Promise<Completion> {
    const sent = capabilities;
    const body = JSON.stringify({ model, ...bodyOf(asked, sent) });
    const url = `${settings.baseUrl}/chat/completions`;
    const reply = await post({ url, headers: headersOf(settings), body, ...limits }).catch(
      (error: unknown) => {
        throw error instanceof TransportError ? failureOfTransport(provider, error) : error;
      },
    );
    const failure = failureOf(provider, reply, now());
    if (failure) throw learn(failure, reply, sent);
    const completion = parseCompletion(reply.text);
    if (!completion) throw new CallFailure('malformed', `${provider} answered with a malformed body`);
    return completion;
  }

  /** A 400 about a parameter of ours costs one call: from then on the model is asked without it. */
  function learn(failure: CallFailure, reply: PostReply, sent: ModelCapabilities): CallFailure {
    const parameter = failure.kind === 'rejected' ? namedParameter(reply.text) : null;
    if (parameter === null || !sends(sent, parameter)) return failure;
    if (sends(capabilities, parameter)) capabilities = without(capabilities, parameter);
    return new CallFailure('unsupported', failure.message);
  }

  return { provider, model, takesChoices: () => capabilities.multipleChoices, call };
}

function headersOf({ apiKey }: ProviderSettings): Record<string, string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return apiKey ? { ...headers, authorization: `Bearer ${apiKey}` } : headers;
}

function bodyOf(call: Call, capabilities: ModelCapabilities): Record<string, unknown> {
  return {
    messages: [
      { role: 'system', content: call.instructions },
      { role: 'user', content: call.prompt },
    ],
    ...(capabilities.temperature && { temperature: call.temperature }),
    ...(capabilities.multipleChoices && call.choices > 1 && { n: call.choices }),
    ...formatOf(call, capabilities),
    [capabilities.tokenLimit]: call.maxTokens + capabilities.reasoningTokens,
  };
}

function formatOf({ reply }: Call, { structured }: ModelCapabilities): Record<string, unknown> {
  const formats = {
    json_schema: { response_format: { type: 'json_schema', json_schema: { ...reply, strict: true } } },
    json_object: { response_format: { type: 'json_object' } },
    none: {},
  };
  return formats[structured];
}
