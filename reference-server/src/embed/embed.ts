/**
 * `/embed/v1/…`: the script tag's files. Chunks carry a hash of their content in the name and may be kept for
 * ever; the autoloader and the list of integrity hashes have fixed names and are asked for again.
 */
import { Hono } from 'hono';

/** File name to content. */
export type EmbedFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

const HASHED = /-[A-Za-z0-9_-]{8}\.js$/;

export function createEmbed(files: EmbedFiles): Hono {
  const app = new Hono();
  app.get('/embed/v1/:file', (c) => {
    const name = c.req.param('file');
    const content = files.get(name);
    if (!content) return c.text('There is no such file', 404);
    return new Response(content, {
      headers: {
        'content-type': name.endsWith('.json') ? 'application/json' : 'text/javascript; charset=utf-8',
        'cache-control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      },
    });
  });
  return app;
}
