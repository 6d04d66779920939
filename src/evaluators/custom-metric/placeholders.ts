// Doubled braces are literal; they are read first, so that "{{text}}" holds no placeholder.
const tokens = /\{\{|\}\}|\{([A-Za-z0-9_.-]{1,50})\}/g;

/** The names of the placeholders of a template, each once, in order. */
export function placeholdersIn(template: string): readonly string[] {
  return [...new Set([...template.matchAll(tokens)].flatMap(([, name]) => name ?? []))];
}

/** The template with each placeholder replaced; what replaces it is never read again. */
export function replacePlaceholders(template: string, replacement: (name: string) => string): string {
  return template.replace(tokens, (token, name: string | undefined) =>
    name === undefined ? token : replacement(name),
  );
}
