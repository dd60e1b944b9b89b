/**
 * A firm may serve its pages under the strictest Content Security Policy there is, with Trusted Types and without a single
 * inline style, and every widget works. And nothing that a widget does reaches a host that the firm has not named.
 */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { type CreatedFirm, createFirm } from '@portico/reference-server';
import {
  aContact,
  aChecklist,
  aJpeg,
  aPdf,
  asBackend,
  created,
  createTestServer,
  someSettings,
  type TestServer,
} from '@portico/testing';
import { build, findBrowser, root } from '@portico/tools';
import { type Browser, chromium, type Page } from 'playwright';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html portico',
].join('; ');
const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const cdn = path.join(root, 'packages/elements/dist/cdn');
const appearance = JSON.stringify({ variables: { colorPrimary: '#1f6b4a', borderRadius: '4px' } });

let site: Server;
let url: string;
let server: TestServer;
let firm: CreatedFirm;
let browser: Browser;
let email: string;
let invoiceId: string;

before(async () => {
  await build();
  site = createServer();
  await new Promise<void>((resolve) => site.listen(0, 'localhost', resolve));
  const address = site.address();
  assert(typeof address === 'object' && address !== null);
  url = `http://localhost:${address.port}`;
  server = await createTestServer({ config: { publicUrl: url } });
  firm = await createFirm(server.deps, { name: 'Policy & Sons', settings: someSettings(), origins: [url], staff: [] });
  const { contact, matter } = await aContact(server, firm);
  email = contact.email;
  await aChecklist(server, firm, matter, ['Passport', 'Tax return']);
  await share(matter.id, contact.id);
  invoiceId = await bill(matter.id);
  const api = getRequestListener((request) => server.app.fetch(request), { overrideGlobalObjects: false });
  site.on('request', (request, response) => {
    const { pathname } = new URL(request.url ?? '/', url);
    if (pathname.startsWith('/v1/')) void api(request, response);
    else if (pathname.startsWith('/embed/v1/')) {
      readFile(path.join(cdn, path.basename(pathname))).then(
        (bytes) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(bytes),
        () => response.writeHead(404).end(),
      );
    } else if (pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(pageOf(firm));
    } else response.writeHead(204).end();
  });
  const { path: executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args, ...camera] });
});

after(async () => {
  await browser.close();
  site.closeAllConnections();
  site.close();
  await server.close();
});

test('every widget works under the strictest policy, and contacts no other host', async () => {
  const tags = await publicTags();
  const page = await browser.newPage();
  const violations = await watchPolicy(page);
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  page.on('websocket', (socket) => hosts.add(new URL(socket.url()).host));

  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.goto(url);
  await signIn(page);
  await page.getByRole('button', { name: /Passport/ }).click();
  await page
    .locator('portal-checklist [data-choose] + input[type=file]')
    .first()
    .setInputFiles([
      { name: 'passport.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(aJpeg()) },
      { name: 'passport.pdf', mimeType: 'application/pdf', buffer: Buffer.from(aPdf()) },
    ]);
  await page.locator('portal-checklist .staged img').waitFor();
  await page.getByText('This browser cannot show this kind of picture').first().waitFor();
  assert.match(workers.join(), /\/embed\/v1\/picture-worker-[\w-]+\.js$/);
  await takePhoto(page);
  await page.getByRole('button', { name: 'Send 3 files' }).click();
  await page.getByText('Your turn: 1 document').waitFor();
  await page.getByRole('button', { name: 'Letter.pdf', exact: true }).click();
  await page.locator('portal-documents .words', { hasText: 'Specimen' }).waitFor();
  await page.keyboard.press('Escape');
  await readInvoice(page);
  await page.locator('portal-language select').first().selectOption('ar');
  await page.getByText('دورك').first().waitFor();
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });

  const undefinedTags = await page.evaluate(
    (names) => names.filter((name) => !customElements.get(name) || !document.querySelector(name)),
    tags,
  );
  assert.deepEqual(undefinedTags, [], 'every public element is on the page');
  assert.deepEqual(await violations(), []);
  assert.deepEqual(
    [...hosts].filter((host) => host !== ''),
    [new URL(url).host],
  );
  await page.close();
});

test('the watch itself sees what the policy forbids', async () => {
  const page = await browser.newPage();
  const violations = await watchPolicy(page);
  await page.goto(url);
  await page.locator('portal-checklist').evaluate((element) => {
    element.setAttribute('style', 'color: red');
    try {
      element.innerHTML = '<b>untrusted</b>';
    } catch {
      // A string is not a TrustedHTML: that is the violation.
    }
  });
  await page.waitForTimeout(100);
  const seen = await violations();
  assert(seen.some((one) => one.startsWith('style-src')));
  assert(seen.some((one) => one.startsWith('require-trusted-types-for')));
  await page.close();
});

/** Puts a PDF with words into a matter, and shares it. */
async function share(matterId: string, contactId: string): Promise<void> {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    '<< /Length 39 >>\nstream\nBT /F 20 Tf 20 40 Td (Specimen) Tj ET  \nendstream',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join('');
  const bytes = new TextEncoder().encode(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R >>\n%%EOF\n`);
  const headers = { authorization: `Bearer ${firm.secretKey}`, 'idempotency-key': 'letter' };
  const path = `/v1/firm/matters/${matterId}/shared-documents?name=Letter.pdf&size=${bytes.byteLength}`;
  const added = await server.app.request(`${url}${path}`, { method: 'POST', headers, body: bytes });
  const { id } = await added.json();
  const shared = await server.app.request(`${url}/v1/firm/shared-documents/${id}/shares/${contactId}`, {
    method: 'PUT',
    headers,
  });
  assert.equal(shared.status, 200);
}

/** Bills the matter for a consultation. */
async function bill(matterId: string): Promise<string> {
  const call = asBackend(server, firm);
  const body = { currency: 'USD', lines: [{ description: 'First consultation', unitPrice: 15_000 }] };
  const { id } = await created(call('POST', `/v1/firm/matters/${matterId}/invoices`, body));
  await created(call('POST', `/v1/firm/invoices/${id}/issue`, undefined, { 'if-match': '"1"' }));
  return id;
}

/** Opens an invoice and prints it: what is printed stands in a frame without an address. */
async function readInvoice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'First consultation' }).click();
  await page.getByText('Please pay $150.00').first().waitFor();
  await page.getByRole('button', { name: 'Print' }).click();
  await page.waitForFunction(() => 'printed' in globalThis);
  assert.match(await page.evaluate(() => Reflect.get(globalThis, 'printed')), /INV-\d+-0001 .*Please pay \$150\.00/s);
}

/** With Chromium's own fake camera: looks, takes a picture, keeps it. */
async function takePhoto(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take a photo' }).first().click();
  await page.getByRole('button', { name: 'Take the picture' }).click();
  await page.getByRole('button', { name: /^Use (this picture|it anyway)/ }).click();
  await page.getByRole('button', { name: 'Use 1 page' }).click();
}

function pageOf({ publishableKey }: CreatedFirm): string {
  return `<!doctype html><html lang="en"><title>Client area</title>
    <script type="module" src="/embed/v1/portico.js" data-publishable-key="${publishableKey}"></script>
    <portal-provider appearance='${appearance}'>
      <portal-preview></portal-preview>
      <portal-language></portal-language>
      <portal-sign-in></portal-sign-in>
      <portal-checklist><p>Write to us.</p></portal-checklist>
      <portal-profile></portal-profile>
      <portal-documents></portal-documents>
      <portal-invoice-list></portal-invoice-list>
      <portal-payment invoice-id="${invoiceId}"></portal-payment>
      <portal-upload>Write to us.</portal-upload>
    </portal-provider>`;
}

/** Notes violations from the first moment of a page on. @returns what reads them, `directive: what` */
async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { policyViolations: seen });
    window.print = () => Object.assign(window.top ?? {}, { printed: `${document.title} ${document.body.innerText}` });
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { policyViolations: string[] }).policyViolations);
}

async function signIn(page: Page): Promise<void> {
  // The menu above the form comes late, and pushes it down under a pointer that is about to press.
  await page.locator('portal-language select').first().waitFor();
  const form = page.locator('body portal-provider > portal-sign-in form');
  await form.locator('input[type=email]').fill(email);
  await form.locator('button[type=submit]').click();
  const code = form.locator('input[autocomplete=one-time-code]');
  await code.waitFor();
  await code.fill((await server.mails.mailTo(email)).code ?? '');
  await page.getByText('Your turn: 2 documents').waitFor();
}

/** Tags of the elements that are published, from their manifest. */
async function publicTags(): Promise<string[]> {
  const file = path.join(root, 'packages/elements/dist/custom-elements.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as {
    modules: { declarations: { tagName: string }[] }[];
  };
  return manifest.modules.flatMap(({ declarations }) => declarations.map(({ tagName }) => tagName));
}
