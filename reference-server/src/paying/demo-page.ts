/**
 * `/demo-payments/:id`: the page that the demo processor has in the place of a real one's. It says that no money moves, takes a
 * test card by a form, and leads back. Without script, and whoever knows its id is who may be there, as with a real one.
 */
import { minorDigitsOf } from '@portico/contract';
import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';
import { escapeHtml } from '../mail/letter.js';
import { DemoCard } from '../ports/payments.demo-records.js';
import type { DemoPage, DemoProcessor } from '../ports/payments.demo.js';
import { PaymentError } from '../ports/payments.js';

const Answer = z.union([z.object({ card: DemoCard }), z.object({ passed: z.enum(['yes', 'no']) })]);

const CARDS: Readonly<Record<DemoCard, string>> = {
  card_ok: 'Pay with the test card that works',
  card_declined: 'Pay with the test card that is declined',
  card_authenticate: 'Pay with the test card whose bank asks first',
  bank_slow: 'Pay from the test bank account that takes a minute',
  bank_fails: 'Pay from the test bank account that fails after a minute',
};

export function createDemoPage(processor: Pick<DemoProcessor, 'page' | 'payOnPage' | 'authenticateOnPage'>): Hono {
  const app = new Hono();
  app.get('/demo-payments/:id', (c) => shown(c, c.req.param('id')));
  app.post('/demo-payments/:id', async (c) => {
    const id = c.req.param('id');
    const answer = z.safeParse(Answer, await c.req.parseBody());
    if (!answer.success) return c.text('There is no such card', 422);
    try {
      if ('card' in answer.data) await processor.payOnPage(id, answer.data.card);
      else await processor.authenticateOnPage(id, answer.data.passed === 'yes');
    } catch (error) {
      // Somebody was faster on another tab, and the page says how it stands.
      if (!(error instanceof PaymentError) || error.code !== 'conflict') return refused(c, error);
    }
    return shown(c, id);
  });
  return app;

  async function shown(c: Context, id: string): Promise<Response> {
    try {
      const page = await processor.page(id);
      return page.state === 'complete' ? c.redirect(page.successUrl, 303) : html(page);
    } catch (error) {
      return refused(c, error);
    }
  }
}

function refused(c: Context, error: unknown): Response {
  if (error instanceof PaymentError && error.code === 'not_found') return c.text('There is no such page', 404);
  throw error;
}

function html(page: DemoPage): Response {
  // A form may lead on only to where this page leads back to.
  const back = new URL(page.cancelUrl).origin;
  return new Response(documentOf(page), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': `default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self' ${back}; frame-ancestors 'none'`,
    },
  });
}

function documentOf(page: DemoPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Demo payment</title>
<link rel="stylesheet" href="/hosted.css">
</head>
<body>
<main>
<h1>Demo payment</h1>
<p><strong>No money moves here.</strong> This page plays a payment processor.</p>
<p>${escapeHtml(page.description)}: ${escapeHtml(amountOf(page))}</p>
${saying(page)}
${page.state === 'open' ? forms(page) : ''}
<p><a href="${escapeHtml(page.cancelUrl)}">Go back without paying</a></p>
</main>
</body>
</html>
`;
}

function saying({ state, payment }: DemoPage): string {
  if (state === 'expired') return '<p role="status">This page is closed. Nothing was paid on it.</p>';
  if (payment?.state === 'open' && payment.failure)
    return '<p role="status">The test card was declined. Nothing was paid.</p>';
  return payment?.state === 'action' ? '<p role="status">The test bank asks whether this is you.</p>' : '';
}

function forms({ payment }: DemoPage): string {
  const [name, choices] =
    payment?.state === 'action' ? ['passed', { yes: 'Yes, it is me', no: 'No, it is not me' }] : ['card', CARDS];
  return Object.entries(choices)
    .map(
      ([value, label]) =>
        `<form method="post"><p><button name="${name}" value="${value}">${escapeHtml(label)}</button></p></form>`,
    )
    .join('\n');
}

function amountOf({ amount, currency }: DemoPage): string {
  const digits = minorDigitsOf(currency);
  const format = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat('en', format).format(amount / 10 ** digits);
}
