import { errorCodes, errorMeanings } from '../../src/errors.ts';
import { errorSentences } from '../../src/http/error-sentences.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Swagger UI sets styles on its elements.
  "style-src 'self' 'unsafe-inline'",
  'img-src data:',
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What a browser may do with the page: nothing but load and call this service. */
export const pageHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** The page: an introduction, the operations, and every error under the fragment that its problem documents name. */
export function page(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Assay: evaluations of language-model output</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/v1/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/v1/docs/page.css">
</head>
<body>
<header>
<h1>Assay</h1>
<p>Evaluations of language-model output: JSON in and out, below <code>/api/v1</code>. A failure is never a score.</p>
<p>Press <em>Authorize</em> and enter your key to try the calls from here; it stays in this page. The document behind it is <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<nav><a href="#operations">Operations</a> <a href="#errors">Errors</a></nav>
</header>
<main id="operations"></main>
<section id="errors">
<h2>Errors</h2>
<p>Every error is <code>application/problem+json</code>; its <code>type</code> points to a row of this table. Failed metrics and items carry the same codes.</p>
<table>
<thead><tr><th>code</th><th>status</th><th>meaning</th><th>worth repeating</th></tr></thead>
<tbody>
${errorCodes.map(row).join('\n')}
</tbody>
</table>
</section>
<script src="/api/v1/docs/swagger-ui-bundle.js"></script>
<script src="/api/v1/docs/page.js"></script>
</body>
</html>
`;
}

function row(code: (typeof errorCodes)[number]): string {
  const { status, retryable } = errorMeanings[code];
  const meaning = errorSentences[code].replace(/`([^`]+)`/g, '<code>$1</code>');
  const again = retryable ? 'yes, later' : 'no';
  return `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${meaning}</td><td>${again}</td></tr>`;
}
