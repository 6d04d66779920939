import { createHash } from 'node:crypto';

/** SHA-256 of a parsed body: the same for the same JSON value, whatever the order of its names and its white space. */
export function fingerprintOf(body: unknown): string {
  return createHash('sha256').update(canonicalJson(body)).digest('hex');
}

type Step = { readonly text: string } | { readonly value: unknown };

/** JSON with the names of every object in order. Not recursive: a body may be nested hundreds of thousands of levels deep. */
function canonicalJson(root: unknown): string {
  const steps: Step[] = [{ value: root }];
  let json = '';
  for (let step = steps.pop(); step; step = steps.pop()) {
    if ('text' in step) json += step.text;
    else if (typeof step.value !== 'object' || step.value === null) json += JSON.stringify(step.value);
    else for (const inner of stepsOf(step.value).reverse()) steps.push(inner);
  }
  return json;
}

function stepsOf(value: object): Step[] {
  if (Array.isArray(value)) {
    return [text('['), ...value.flatMap((element) => [{ value: element }, text(',')]), text(']')];
  }
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  const inner = fields.flatMap(([name, field]) => [
    text(`${JSON.stringify(name)}:`),
    { value: field },
    text(','),
  ]);
  return [text('{'), ...inner, text('}')];
}

function text(part: string): Step {
  return { text: part };
}
