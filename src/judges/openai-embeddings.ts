import { CallFailure, type CallLimits, type EmbeddingClient, type Embeddings } from './call.ts';
import { parseEmbeddings } from './embeddings.ts';
import { createOpenaiPost, type OpenaiClientOptions } from './openai-post.ts';

/** A client for one embedding model of a provider that speaks the OpenAI embeddings protocol. */
export function createOpenaiEmbeddings(options: OpenaiClientOptions, model: string): EmbeddingClient {
  const { provider } = options.settings;
  const post = createOpenaiPost(options);
  let sendsFormat = true;

  async function call(texts: readonly string[], limits: CallLimits): Promise<Embeddings> {
    const sent = sendsFormat;
    const body = { model, input: texts, ...(sent && { encoding_format: 'float' }) };
    const reply = await post('/embeddings', body, limits);
    if (reply.failure) throw learn(reply.failure, reply.text, sent);
    const embeddings = parseEmbeddings(reply.text, texts.length);
    if (!embeddings) throw reply.unreadable();
    return embeddings;
  }

  /** Numbers are what every provider sends unless told otherwise: one that rejects the word is asked without it. */
  function learn(failure: CallFailure, text: string, sent: boolean): CallFailure {
    const named = failure.kind === 'rejected' && text.slice(0, 4_000).includes('encoding_format');
    if (!named || !sent) return failure;
    sendsFormat = false;
    return new CallFailure('unsupported', failure.message);
  }

  return { provider, model, call };
}
