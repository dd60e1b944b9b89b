/**
 * One visit by a one-time link: what it asks for, what has arrived since, and whether it still lives. It knows no DOM and
 * outlives the element, which frameworks take out of the page and put in again. Nothing of it is kept anywhere else: after a
 * reload the person opens the link of their message anew.
 */
import { type Portal, ProblemError } from '@portico/client';
import { type ChecklistRequest, type PortalInfo, uploadLinkGone, type UploadLinkView } from '@portico/contract';
import { uploadToken } from '../core/link.js';

/** `unread`: nothing is known yet. `open`: it takes files. `full`: it has all it takes. `gone`: used up, expired or revoked. */
export type Phase = 'unread' | 'open' | 'full' | 'gone';

/** Dispatches `change` whenever there is something new to draw. */
export class LinkVisit extends EventTarget {
  /** In upload-link mode. */
  readonly portal: Portal;
  readonly #arrived = new Map<string, string>();
  #view: UploadLinkView | undefined;
  #info: PortalInfo | undefined;
  #left = 0;
  #gone = false;

  constructor(portal: Portal) {
    super();
    this.portal = portal;
  }

  get phase(): Phase {
    const full = this.#left === 0;
    if (this.#gone) return full && this.#arrived.size > 0 ? 'full' : 'gone';
    if (!this.#view) return 'unread';
    return full ? 'full' : 'open';
  }

  get view(): UploadLinkView | undefined {
    return this.#view;
  }

  /** Whom to turn to, where that is known. */
  get support(): UploadLinkView['support'] | undefined {
    return (this.#view ?? this.#info)?.support;
  }

  /** Files that still can be sent. */
  get left(): number {
    return this.#left;
  }

  /** Names of the files that arrived in this visit, oldest first. */
  get arrived(): readonly string[] {
    return [...this.#arrived.values()];
  }

  /** What is asked for, as a checklist would say it; of what came before nothing is known here. */
  get request(): ChecklistRequest | undefined {
    return (
      this.#view && {
        ...this.#view.request,
        type: 'documents',
        maxFiles: this.#left,
        state: 'requested',
        question: null,
        answer: null,
        declined: null,
        waived: null,
        reopened: null,
        note: null,
        documents: [],
      }
    );
  }

  /** Reads what the link asks for. That it has ended is no error but a {@link Phase}. */
  async load(signal: AbortSignal): Promise<void> {
    try {
      const view = await this.portal.link.get({ signal });
      this.#view = view;
      this.#left = view.filesLeft;
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === uploadLinkGone.code)) throw error;
      if (!this.#view && this.portal.publishableKey !== undefined)
        this.#info = await this.portal.signIn.info({ signal }).catch(() => undefined);
      signal.throwIfAborted();
      this.#gone = true;
    }
    this.#changed();
  }

  /** A file has become a document. Told twice, it counts once. */
  arrive(documentId: string, name: string): void {
    if (this.#arrived.has(documentId)) return;
    this.#arrived.set(documentId, name);
    this.#left = Math.max(0, this.#left - 1);
    this.#changed();
  }

  /** The server has said of a file that the link is gone. */
  end(): void {
    this.#gone = true;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

const visits = new WeakMap<Portal, { readonly token: string; readonly visit: LinkVisit }>();
const given = new WeakMap<Portal, LinkVisit>();

/**
 * The visit by the link that the page was opened by, for the firm of a portal; the same for all elements that ask. Undefined
 * where there is no link. A portal that is in upload-link mode itself needs none on the page.
 */
export function visitOf(portal: Portal): LinkVisit | undefined {
  if (portal.mode === 'upload-link') {
    const visit = given.get(portal) ?? new LinkVisit(portal);
    given.set(portal, visit);
    return visit;
  }
  const token = uploadToken();
  if (token === undefined) return undefined;
  const known = visits.get(portal);
  if (known?.token === token) return known.visit;
  const visit = new LinkVisit(portal.uploadLink(token));
  visits.set(portal, { token, visit });
  return visit;
}
