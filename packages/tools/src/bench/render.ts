/** First render of a long checklist in a real Chromium, against a bare Lit list of the same rows. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright';
import { findBrowser } from '../browser.js';
import { root } from '../workspace.js';
import { median, rounded, type Row } from './row.js';

const REQUESTS = 500;
const MOST = 2;
const ROUNDS = 7;

export async function benchRender(): Promise<Row> {
  const script = await bundle();
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!doctype html><main></main><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const { path, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath: path, args: [...args] });
  try {
    const url = `http://127.0.0.1:${address.port}/`;
    const pairs: { element: number; bare: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Each in a page of its own, as a visitor's first; turned about, so that neither is always the later one.
      if (round % 2 === 0)
        pairs.push({ bare: await once(browser, url, 'bare'), element: await once(browser, url, 'element') });
      else pairs.push({ element: await once(browser, url, 'element'), bare: await once(browser, url, 'bare') });
    }
    const ratio = rounded(median(pairs.map(({ element, bare }) => element / bare)));
    return {
      what: `first render of portal-checklist with ${REQUESTS} requests`,
      budget: `${MOST} times`,
      figure: `${median(pairs.map(({ element }) => element)).toFixed(0)} ms`,
      peer: `${median(pairs.map(({ bare }) => bare)).toFixed(0)} ms bare Lit list`,
      ratio,
      ok: ratio <= MOST,
    };
  } finally {
    await browser.close();
    server.close();
  }
}

async function once(browser: Browser, url: string, who: 'element' | 'bare'): Promise<number> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => 'firstRender' in globalThis);
  const took = await page.evaluate(([which, count]) => globalThis.firstRender(which, count), [who, REQUESTS] as const);
  await page.close();
  return took;
}

/** The element's sources and the page's, as a bundler would publish them. */
async function bundle(): Promise<string> {
  const page = fileURLToPath(new URL('render-page.ts', import.meta.url));
  const { outputFiles } = await build({
    stdin: {
      contents: `import '@portico/elements/define/portal-checklist'; import ${JSON.stringify(page)};`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    target: 'es2022',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
