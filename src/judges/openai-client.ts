import { namedParameter, sends, without } from './adaptation.ts';
import { type Call, CallFailure, type CallLimits, type Completion, type JudgeClient } from './call.ts';
import { capabilitiesOf } from './capabilities.ts';
import { parseCompletion } from './completion.ts';
import type { ModelCapabilities } from './model-capabilities.ts';
import { createOpenaiPost, type OpenaiClientOptions } from './openai-post.ts';

/** A client for one model of a provider that speaks the OpenAI chat completions protocol. */
export function createOpenaiClient(options: OpenaiClientOptions): JudgeClient {
  const { provider, model } = options.settings;
  const post = createOpenaiPost(options);
  let capabilities = capabilitiesOf(provider, model);

  async function call(asked: Call, limits: CallLimits): Promise<Completion> {
    const sent = capabilities;
    const reply = await post('/chat/completions', { model, ...bodyOf(asked, sent) }, limits);
    if (reply.failure) throw learn(reply.failure, reply.text, sent);
    const completion = parseCompletion(reply.text);
    if (!completion) throw reply.unreadable();
    return completion;
  }

  /** A 400 about a parameter of ours costs one call: from then on the model is asked without it. */
  function learn(failure: CallFailure, text: string, sent: ModelCapabilities): CallFailure {
    const parameter = failure.kind === 'rejected' ? namedParameter(text) : null;
    if (parameter === null || !sends(sent, parameter)) return failure;
    if (sends(capabilities, parameter)) capabilities = without(capabilities, parameter);
    return new CallFailure('unsupported', failure.message);
  }

  return { provider, model, takesChoices: () => capabilities.multipleChoices, call };
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
