/**
 * Pages on our own host: where a mail's link leads when the firm's page is not known, and the API reference.
 * Both work under a strict policy, and neither holds anything of a client's.
 */
import { features } from '@portico/contract';
import { Hono } from 'hono';
import type { Config } from '../deps.js';
import { allEndpoints, problemsOf } from '../http/openapi.js';
import { escapeHtml } from '../mail/letter.js';

const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' blob:; style-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html portico";

export function createHostedPages(config: Config): Hono {
  const app = new Hono();
  app.get('/sign-in', (c) => html(signInPage(c.req.query('key') ?? '')));
  app.get('/v1/docs', () => html(referencePage(config)));
  app.get('/hosted.css', () => new Response(STYLES, { headers: { ...HEADERS, 'content-type': 'text/css' } }));
  return app;
}

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': POLICY,
};

function html(body: string): Response {
  return new Response(body, { headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' } });
}

function document(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/hosted.css">
${body}
</html>
`;
}

/** @param key publishable key, which names the firm and unlocks nothing but the sign-in */
function signInPage(key: string): string {
  return document(
    'Client portal',
    `<script type="module" src="/embed/v1/portico.js" data-publishable-key="${escapeHtml(key)}"></script>
</head>
<body>
<main>
<portal-provider>
<portal-language></portal-language>
<portal-checklist>This page needs JavaScript. Please allow it, or call your lawyer.</portal-checklist>
</portal-provider>
</main>
</body>`,
  );
}

function referencePage({ version }: Config): string {
  const sections = Object.keys(features).map((feature) => {
    const rows = allEndpoints()
      .filter((one) => one.feature === feature)
      .map(({ endpoint }) => {
        const { access } = endpoint;
        const right = 'capability' in access ? access.capability : 'scope' in access ? access.scope : 'nothing more';
        const codes = problemsOf(endpoint).map(({ code, status }) => `<li><code>${code}</code> ${status}</li>`);
        return `<article id="${endpoint.id}">
<h3><code>${endpoint.method} ${escapeHtml(endpoint.path)}</code></h3>
<p>${escapeHtml(endpoint.summary)}</p>
<p>Who: <strong>${access.audience}</strong>, needs <code>${right}</code>${endpoint.idempotent ? ', with an <code>Idempotency-Key</code>' : ''}</p>
<details><summary>Refusals</summary><ul>${codes.join('')}</ul></details>
</article>`;
      });
    return `<section><h2>${escapeHtml(feature)}</h2>${rows.join('\n')}</section>`;
  });
  return document(
    'Portico API reference',
    `</head>
<body>
<main class="reference">
<h1>Portico API reference</h1>
<p>Version ${escapeHtml(version)}. Schemas of every body and answer: <a href="/v1/openapi.json">OpenAPI 3.1</a>.</p>
${sections.join('\n')}
</main>
</body>`,
  );
}

const STYLES = `:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { margin: 0; }
main { box-sizing: border-box; inline-size: min(100%, 52rem); margin: 0 auto; padding: 1.5rem 1rem 4rem; }
.reference article { border-block-start: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding-block: 0.75rem; }
.reference h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
.reference p { margin: 0.25rem 0; }
.reference summary { min-block-size: 2.75rem; align-content: center; cursor: pointer; }
`;
