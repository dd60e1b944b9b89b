/** The pages for clients: the pretend sign-in, and the portal in the firm's own frame. */
import type { Contact } from '@portico/contract';
import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

interface Frame {
  readonly title: string;
  /** What stands at the end of the top bar. */
  readonly corner?: Html | string;
  readonly head?: Html | string;
  readonly body: Html;
}

/** The frame around every page. */
export function frame({ title, corner = '', head = '', body }: Frame): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Alder & Finch</title>
        <link rel="icon" href="/mark.svg" />
        <link rel="stylesheet" href="/styles.css" />
        ${head}
      </head>
      <body>
        <header class="bar">
          <p><strong>Alder & Finch</strong> <span>${title}</span></p>
          ${corner}
        </header>
        <main>${body}</main>
        <footer>
          Alder & Finch is made up. This site is an example of Portico. <a href="/">For clients</a> ·
          <a href="/desk">For the firm</a>
        </footer>
      </body>
    </html>`;
}

/** A list of people, each a button: whoever is pressed is signed in. */
export function pickPage(title: string, action: string, field: string, people: readonly Person[]): Html {
  return frame({
    title,
    body: html`<section class="card narrow">
      <h1>Who are you?</h1>
      <p class="soft">
        Here stands your firm’s own sign-in, with its passwords and second factors. The example lets you pick.
      </p>
      <form method="post" action="${action}" class="people">
        ${people.map(
          ({ value, name, about }) =>
            html`<button name="${field}" value="${value}">
              <strong dir="auto">${name}</strong><span>${about}</span>
            </button>`,
        )}
      </form>
    </section>`,
  });
}

interface Person {
  readonly value: string;
  readonly name: string;
  readonly about: string;
}

export function signInPage(contacts: readonly Contact[]): Html {
  const people = contacts
    .filter(({ portalAccess }) => portalAccess)
    .map(({ id, name, email }) => ({ value: id, name, about: email ?? '' }));
  return pickPage('Client login', '/sign-in', 'contact', people);
}

/** `portal.js` stands before the portal's script: so the provider knows where its session comes from when it wakes up. */
export function portalPage({ api, publishableKey }: { readonly api: string; readonly publishableKey: string }): Html {
  return frame({
    title: 'Client login',
    head: html`<script type="module" src="/portal.js"></script>
      <script type="module" src="${api}/embed/v1/portico.js" data-publishable-key="${publishableKey}"></script>`,
    corner: html`<form method="post" action="/sign-out"><button class="plain">Sign out</button></form>`,
    body: html`<portal-provider>
      <div class="head">
        <h1>Your documents</h1>
        <portal-language></portal-language>
      </div>
      <portal-checklist>
        <p class="card">Your list of documents opens here. If it does not, call +1 555 0142.</p>
      </portal-checklist>
    </portal-provider>`,
  });
}
