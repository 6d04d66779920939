/** Tokens and calls that judging took; `cost_usd` is null while no price is known, never 0. */
export interface Usage {
  readonly calls: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly cached_tokens: number;
  readonly cost_usd: number | null;
}

/** No calls, no tokens. */
export const noUsage: Usage = {
  calls: 0,
  prompt_tokens: 0,
  completion_tokens: 0,
  cached_tokens: 0,
  cost_usd: null,
};

/** The sum of two usages; the cost is known only if one is and the other is known or made no call. */
export function addUsage(left: Usage, right: Usage): Usage {
  return {
    calls: left.calls + right.calls,
    prompt_tokens: left.prompt_tokens + right.prompt_tokens,
    completion_tokens: left.completion_tokens + right.completion_tokens,
    cached_tokens: left.cached_tokens + right.cached_tokens,
    cost_usd: addCosts(left, right),
  };
}

function addCosts(left: Usage, right: Usage): number | null {
  if (left.calls === 0) return right.cost_usd;
  if (right.calls === 0) return left.cost_usd;
  return left.cost_usd === null || right.cost_usd === null ? null : left.cost_usd + right.cost_usd;
}
