/** Whether a path (with or without a trailing slash) is one that the template, with `{name}` for parameters, stands for. */
export function matchPath(template: string, path: string): boolean {
  const wanted = segments(template);
  const given = segments(path);
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => part.startsWith('{') || part === given[index])
  );
}

function segments(path: string): string[] {
  return path.replace(/\/$/, '').split('/').slice(1);
}
