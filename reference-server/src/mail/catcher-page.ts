/**
 * `GET /dev/mail`: what would have been sent. For development only; whoever composes the server leaves it
 * out in production. What a mail says is shown as text, never as its own HTML.
 */
import { Hono } from 'hono';
import type { CaughtMail, MailCatcher } from '../ports/mail.catcher.js';
import { directionOf, escapeHtml } from './letter.js';

export function createCatcherPage(catcher: Pick<MailCatcher, 'list'>): Hono {
  const app = new Hono();
  app.get('/dev/mail', (c) => {
    const wanted = c.req.header('accept') ?? '';
    return wanted.includes('application/json') && !wanted.includes('text/html') ? asJson(catcher) : asPage(catcher);
  });
  app.get('/dev/mail.json', () => asJson(catcher));
  return app;
}

const HEADERS = {
  'cache-control': 'no-store',
  vary: 'Accept',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

function asJson(catcher: Pick<MailCatcher, 'list'>): Response {
  const mails = catcher.list().map(({ to, subject, text, html, language, at, code, link }) => {
    return { to, subject, text, html, language, at: at.toISOString(), code, link };
  });
  return new Response(JSON.stringify(mails), { headers: { ...HEADERS, 'content-type': 'application/json' } });
}

function asPage(catcher: Pick<MailCatcher, 'list'>): Response {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  return new Response(page(catcher.list(), nonce), {
    headers: {
      ...HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
  });
}

function page(mails: readonly CaughtMail[], nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Caught mail (${mails.length})</title><style nonce="${nonce}">${STYLES}</style></head>
<body>
<header><h1>Caught mail</h1><p>Nothing here has left this machine. Newest first. <a href="/dev/mail">Refresh</a> · <a href="/dev/mail.json">JSON</a></p></header>
<main>${mails.length === 0 ? '<p class="empty">No mail yet. Ask for a sign-in code, then refresh.</p>' : mails.map(article).join('\n')}</main>
</body>
</html>
`;
}

function article({ to, from, subject, text, language, at, code, link }: CaughtMail, index: number): string {
  const lang = escapeHtml(language);
  const dir = directionOf(language);
  const time = at.toISOString();
  return `<article aria-labelledby="mail-${index}">
<h2 id="mail-${index}" lang="${lang}" dir="${dir}">${escapeHtml(subject)}</h2>
<dl><div><dt>To</dt><dd>${escapeHtml(to)}</dd></div><div><dt>From</dt><dd>${escapeHtml(from)}</dd></div><div><dt>At</dt><dd><time datetime="${time}">${time.slice(0, 19).replace('T', ' ')} UTC</time></dd></div></dl>
${code === null ? '' : `<p class="code"><span>Code</span> <strong>${escapeHtml(code)}</strong></p>`}
${link === null ? '' : `<p class="link"><a href="${escapeHtml(link)}" rel="noreferrer">Open the link of this mail</a></p>`}
<pre lang="${lang}" dir="${dir}">${escapeHtml(text)}</pre>
</article>`;
}

const STYLES = `
:root{color-scheme:light dark;--line:#d8dbe0;--soft:#f5f6f8;--text:#1c1f24;--quiet:#565d68;--accent:#1d4ed8;--page:#fff}
@media (prefers-color-scheme:dark){:root{--line:#363b44;--soft:#1b1e23;--text:#eceef1;--quiet:#a5adb9;--accent:#8fb2ff;--page:#121418}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:720px;padding:24px 16px 64px;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
h1{font-size:28px;line-height:1.2;margin:0}
header p,dt,.empty,.code span{color:var(--quiet)}
header p{margin:8px 0 24px}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
article{border:1px solid var(--line);border-radius:12px;padding:20px;margin:0 0 16px}
h2{font-size:18px;line-height:1.3;margin:0 0 8px}
dl{display:flex;flex-wrap:wrap;gap:4px 20px;margin:0 0 16px;font-size:14px}
dl div{display:flex;gap:6px}
dd{margin:0;overflow-wrap:anywhere}
.code{margin:0 0 8px}
.code strong{font:600 28px/1.2 ui-monospace,monospace;letter-spacing:4px;margin-inline-start:8px}
.link a{display:inline-block;padding:10px 0}
pre{margin:0;padding:16px;border-radius:8px;background:var(--soft);font:inherit;font-size:15px;white-space:pre-wrap;overflow-wrap:anywhere;text-align:start}
`;
