import { Webhook as Verifier } from 'standardwebhooks';
import { makeSecret } from '../../src/webhooks/secrets.ts';
import { signatureHeaders } from '../../src/webhooks/signature.ts';
import { signatureVectors } from '../../test/support/webhook-vectors.ts';

const secrets = [1, 2].map((byte) => makeSecret(new Uint8Array(32).fill(byte)));
const message = { id: 'msg_1', event: 'batch.completed', body: '{}' };

/** How signatures agree with the vectors, and what a verifier takes and refuses. */
export function measureSignatures(now: number) {
  const equal = signatureVectors.filter(({ id, body, secret, timestamp, signature }) => {
    const headers = signatureHeaders({ ...message, id, body }, [secret], timestamp * 1_000);
    return headers['webhook-signature'] === signature;
  });
  const both = [secrets[1] ?? '', secrets[0] ?? ''] as const;
  return {
    vectors: signatureVectors.length,
    equal: equal.length,
    verifiedWhileRotating: secrets.filter((secret) => isTaken(secret, both, now)).length,
    takenWithin: [-290, 290].filter((age) => isTaken(both[0], both, now - age * 1_000)).length,
    takenOutside: [-310, 310, 86_400].filter((age) => isTaken(both[0], both, now - age * 1_000)).length,
  };
}

function isTaken(secret: string, signedBy: readonly [string, ...string[]], at: number): boolean {
  try {
    new Verifier(secret).verify(message.body, signatureHeaders(message, signedBy, at));
    return true;
  } catch {
    return false;
  }
}
