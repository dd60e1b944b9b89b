/** In the page: a checklist of many requests by the element, and the same rows by Lit alone. */
import type { Checklist, Session } from '@portico/contract';
import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

declare global {
  /** Milliseconds from asking for it to its rows being laid out. @param count requests */
  var firstRender: (who: 'element' | 'bare', count: number) => Promise<number>;
}

globalThis.firstRender = async (who, count) => {
  const list = checklist(count);
  if (who === 'element') answerWith(list);
  const place = document.querySelector('main') ?? document.body;
  const started = performance.now();
  const rows = who === 'element' ? await byElement(place, list) : byLit(place, list);
  if (rows.length !== count) throw new Error(`${rows.length} rows instead of ${count}`);
  // Asking for the place of the last one makes the browser lay out all of them.
  rows[rows.length - 1]?.getBoundingClientRect();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - started;
};

async function byElement(place: Element, { id }: Checklist): Promise<NodeListOf<Element>> {
  const element = document.createElement('portal-checklist');
  element.setAttribute('api', location.origin);
  element.setAttribute('publishable-key', 'pk_bench');
  element.setAttribute('checklist', id);
  place.append(element);
  const root = element.shadowRoot;
  if (!root) throw new Error('portal-checklist is not defined');
  while (!root.querySelector('[data-request]')) await new Promise((resolve) => setTimeout(resolve));
  return root.querySelectorAll('[data-request]');
}

/** What the element's row shows, without anything that makes it a product. */
function byLit(place: HTMLElement, { title, groups }: Checklist): NodeListOf<Element> {
  render(
    html`<h2>${title['en']}</h2>
      ${groups.map(
        (group) =>
          html`<h3>${group.title['en']}</h3>
            <ul>
              ${repeat(
                group.requests,
                ({ id }) => id,
                (request) =>
                  html`<li data-request=${request.id}>
                    <h4>
                      <button type="button">
                        <svg viewBox="0 0 24 24" width="24" height="24"><circle cx="12" cy="12" r="9"></circle></svg>
                        <span>${request.title['en']}</span>
                        <span>Due ${request.dueOn}</span>
                        <span>${request.state}</span>
                        <svg viewBox="0 0 24 24" width="24" height="24"><path d="m6 9 6 6 6-6"></path></svg>
                      </button>
                    </h4>
                  </li>`,
              )}
            </ul>`,
      )}`,
    place,
  );
  return place.querySelectorAll('[data-request]');
}

const id = (prefix: string, number: number): string => `${prefix}_${String(number).padStart(26, '0')}`;

function checklist(count: number): Checklist {
  const states = ['requested', 'sent', 'accepted'] as const;
  const groups = 10;
  return {
    id: id('chk', 1),
    matter: { id: id('mat', 1), title: 'Example v. Example', reference: '2026-001' },
    title: { en: 'What we need from you' },
    finished: null,
    groups: Array.from({ length: groups }, (_none, group) => ({
      id: id('grp', group),
      title: { en: `Group ${group + 1}` },
      requests: Array.from({ length: count / groups }, (_nothing, index) => ({
        id: id('req', group * count + index),
        type: 'documents' as const,
        kind: 'other' as const,
        title: { en: `Document ${group + 1}.${index + 1}` },
        why: { en: 'The court asks for it.' },
        tips: [],
        example: null,
        accept: ['application/pdf' as const],
        maxBytes: 26214400,
        maxFiles: 10,
        slots: [],
        dueOn: '2026-12-24',
        required: true,
        state: states[index % states.length] ?? 'requested',
        question: null,
        answer: null,
        declined: null,
        waived: null,
        reopened: null,
        note: null,
        documents: [],
      })),
    })),
  };
}

/** Answers as the server would, at once: the network is not what is measured. */
function answerWith(list: Checklist): void {
  const allowed = { allowed: true } as const;
  const session: Session = {
    id: id('ses', 1),
    firm: { id: id('firm', 1), name: 'Example Law' },
    contact: { id: id('con', 1), name: 'Casey Example', email: 'casey@example.com', language: 'en' },
    kind: 'own',
    capabilities: {
      'session.view': allowed,
      'checklists.view': allowed,
      'checklists.answer': allowed,
      'documents.upload': allowed,
      'documents.view': allowed,
      'sharedDocuments.view': allowed,
      'invoices.view': allowed,
      'invoices.dispute': allowed,
      'invoices.pay': allowed,
      'invoices.plan': allowed,
      'profile.view': allowed,
      'profile.update': allowed,
    },
    languages: ['en'],
    support: { name: 'Ada Example' },
    preview: null,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const { groups, ...summary } = list;
  const counts = { total: groups.length, requested: 1, sent: 0, accepted: 0, returned: 0 };
  const lists = { data: [{ ...summary, counts, createdAt: session.expiresAt }], nextCursor: null };
  globalThis.fetch = (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const body = pathname.endsWith('/session') ? session : pathname.endsWith('/checklists') ? lists : list;
    return Promise.resolve(Response.json(body));
  };
}
