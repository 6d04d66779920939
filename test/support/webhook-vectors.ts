/** A message and its signature under one secret. */
export interface SignatureVector {
  readonly secret: string;
  readonly id: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly body: string;
  readonly signature: string;
}

/** The published vector of Standard Webhooks; then a body beyond ASCII, one that is empty and a secret of 64 bytes, each computed by OpenSSL: `printf '%s.%s.%s' id timestamp body | openssl dgst -sha256 -mac HMAC -macopt hexkey:… -binary | base64`. */
export const signatureVectors: readonly SignatureVector[] = [
  {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  {
    secret: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
    id: 'msg_batch_01KB0000000000000000000000_completed',
    timestamp: 1_795_435_200,
    body: '{"event":"batch.completed","data":{"name":"Größe ✓ 🦆"}}',
    signature: 'v1,11lT4aFgJ0yhqDEUNVHyKROeaH99VRjQF1dUABzkdWA=',
  },
  {
    secret: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
    id: 'msg_empty',
    timestamp: 1_795_435_200,
    body: '',
    signature: 'v1,1kZB9egoNhcbmp6zxgLaAeLsPLWJjUhXOIk090RE430=',
  },
  {
    secret: 'whsec_//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eDf3t3c29rZ2NfW1dTT0tHQz87NzMvKycjHxsXEw8LBwA==',
    id: 'msg_evr_01KB0000000000000000000000_failed',
    timestamp: 1,
    body: '{}',
    signature: 'v1,pb92FB+O4C+EB2SywCy2BE8p6Ev5PwquPbGk8oDFcuU=',
  },
];
