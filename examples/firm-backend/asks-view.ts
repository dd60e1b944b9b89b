/** The part of the desk that hands out one-time links. */
import type { NewUploadLink } from '@portico/contract';
import { html } from 'hono/html';
import type { Ask } from './asks.js';

type Html = ReturnType<typeof html>;

/** A link that was just made; it is shown this once. */
export interface MadeLink {
  readonly link: NewUploadLink;
  readonly ask: Ask;
}

export function asksList(asks: readonly Ask[], token: string): Html {
  return html`<h2 id="asks">Still asked for</h2>
    <p class="soft">
      Somebody who has no account, such as an employer or a grandmother, can send it by a one-time link.
    </p>
    <ul class="asks card">
      ${asks.map(
        ({ requestId, title, matter, contactName }) =>
          html`<li>
            <div>
              <p><strong dir="auto">${title}</strong></p>
              <p class="soft"><bdi>${contactName}</bdi>, ${matter}</p>
            </div>
            <form method="post" action="/desk/requests/${requestId}/link">
              <input type="hidden" name="token" value="${token}" />
              <input type="hidden" name="once" value="${crypto.randomUUID()}" />
              <button aria-label="Make a one-time link: ${title}">Make a one-time link</button>
            </form>
          </li>`,
      )}
    </ul>`;
}

/** The link to copy, and the way to end it again. */
export function madeLink({ link, ask }: MadeLink, token: string): Html {
  const until = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
  return html`<section class="card link" aria-labelledby="link">
    <h2 id="link">One-time link: <bdi>${ask.title}</bdi></h2>
    <p>
      Copy it now, it is shown this once. It takes ${link.maxFiles} files until
      ${until.format(new Date(link.expiresAt))}, and shows nothing of what is sent.
    </p>
    <p><code class="copy" tabindex="0">${link.url}</code></p>
    <form method="post" action="/desk/links/${link.id}/revoke">
      <input type="hidden" name="token" value="${token}" /><button>End this link</button>
    </form>
  </section>`;
}
