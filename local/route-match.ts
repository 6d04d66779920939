import { type Route, routes } from '../functions/routes.ts';

/** The stage of the gateway: the first segment of every path. */
export const stage = 'api';

/** What a request's path and method lead to. */
export interface RouteMatch {
  /** The gateway's resource: a path with `{name}` for parameters, or the catch-all. */
  readonly resource: string;
  readonly parameters: Readonly<Record<string, string>> | null;
  /** Null: the resource does not know the method, or no resource was found. */
  readonly route: Route | null;
}

interface Resource {
  readonly path: string;
  readonly segments: readonly string[];
}

// A literal segment wins over a parameter before the method is looked at, as in the gateway.
const resources: readonly Resource[] = [...new Set(routes.map((route) => route.path))]
  .map((path) => ({ path, segments: split(path) }))
  .sort((one, other) => countParameters(one) - countParameters(other));

function countParameters({ segments }: Resource): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

/** The part of a path below the stage, `/` for the stage and for the host alone; null outside. */
export function belowStage(path: string): string | null {
  if (path === '/' || path === `/${stage}`) return '/';
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : null;
}

/** Finds the route for a method on a path below the stage; HEAD counts as GET. */
export function matchRoute(method: string, path: string): RouteMatch {
  const segments = split(path).map(decode);
  for (const resource of resources) {
    const parameters = matchSegments(resource.segments, segments);
    if (parameters === null) continue;
    const wanted = method === 'HEAD' ? 'GET' : method;
    const route = routes.find((each) => each.path === resource.path && each.method === wanted) ?? null;
    return { resource: resource.path, parameters: orNull(parameters), route };
  }
  return { resource: '/{proxy+}', parameters: { proxy: segments.join('/') }, route: null };
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | null {
  if (pattern.length !== segments.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? '';
    if (expected.startsWith('{')) parameters[expected.slice(1, -1)] = actual;
    else if (expected !== actual) return null;
  }
  return parameters;
}

function split(path: string): readonly string[] {
  return path.replace(/\/$/, '').split('/').slice(1);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function orNull<T extends object>(map: T): T | null {
  return Object.keys(map).length === 0 ? null : map;
}
