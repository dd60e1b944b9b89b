/**
 * The front door: one object per firm and page, one property per feature. It needs no DOM, so that the same code runs in a
 * page, a worker, Node and on the edge. Only what every visit needs is loaded with it; the upload machinery and the keys of a
 * firm session come when they are first used.
 */
import type { Session } from '@portico/contract';
import { Calls } from './call.js';
import { Checklists } from './checklists.js';
import { cookieCredential, tokenCredential } from './credential.js';
import { Disputes } from './disputes.js';
import { Documents } from './documents.js';
import { Invoices } from './invoices.js';
import { AutomaticPayments } from './autopay.js';
import { PaymentMethods } from './payment-methods.js';
import { PaymentPlans } from './payment-plans.js';
import { Payments } from './payments.js';
import { PhoneLinks } from './phone-links.js';
import { Profile } from './profile.js';
import { randomId } from './random-id.js';
import { Requests } from './requests.js';
import { SessionChangeEvent, type SessionChange } from './session-change-event.js';
import { Sessions } from './session.js';
import { SharedDocuments } from './shared-documents.js';
import { SignIn } from './sign-in.js';
import { openTabs } from './tabs.js';
import { firmSource, linkSource, refreshSource, type TokenSource } from './token-source.js';
import { UploadLinks } from './upload-links.js';
import type { UploadManager } from './uploads/upload-manager.js';

/** How a portal reaches its server and knows its client. */
export interface PortalOptions {
  /** Base URL of the API; '' where it is on the page's own origin. */
  readonly api: string;
  /** The firm's `pk_…` key; needed to sign in here, and harmless to publish. */
  readonly publishableKey?: string | undefined;
  /** Asks the firm's own backend for a client secret. With it the portal is in firm-session mode. */
  readonly fetchSession?: (() => Promise<string>) | undefined;
  /**
   * Gives the secret of a preview, which a member of the staff opened, and nothing after that: the portal is in preview mode,
   * and asks neither for a cookie nor the firm's backend once the preview is over.
   */
  readonly previewSecret?: (() => string | undefined) | undefined;
  /**
   * Token of a one-time link: the portal is in upload-link mode, in which it sends files for one request and reads nothing but
   * what that asks for. It has no session, keeps nothing on the device, and is not asked who is there.
   */
  readonly uploadToken?: string | undefined;
  /**
   * The page is on another site than the API, so that the API's cookie is not sent from it: sessions are then by tokens in
   * memory, and a partitioned cookie. Only where neither a host of the firm's own nor a proxy path can be had.
   */
  readonly crossSite?: boolean | undefined;
  /** A stand-in for `fetch`: tests, stories and in-page servers. Uploads go through it too. */
  readonly fetch?: typeof fetch | undefined;
  /** The language to speak, as a BCP 47 tag, unless the page says otherwise. */
  readonly locale?: string | undefined;
}

/** Events of a {@link Portal} by name. */
export interface PortalEventMap {
  session: SessionChangeEvent;
}

/** Makes a portal. Touches neither network nor storage. */
export function createPortal(options: PortalOptions): Portal {
  return new Portal(options);
}

/** A client's way to one firm. Dispatches `session` ({@link SessionChangeEvent}) when somebody signs in or out. */
export class Portal extends EventTarget {
  readonly api: string;
  readonly publishableKey: string | undefined;
  readonly locale: string | undefined;
  /**
   * Who vouches for the client: a cookie of this site, the firm's backend, tokens of a page on another site, a member of
   * the staff who looks as them, or a one-time link, which stands for nobody.
   */
  readonly mode: 'cookie' | 'firm-session' | 'cross-site' | 'preview' | 'upload-link';
  readonly session: Sessions;
  readonly signIn: SignIn;
  readonly checklists: Checklists;
  /** What the client does about what they are asked. */
  readonly requests: Requests;
  /** What the client has sent. */
  readonly documents: Documents;
  /** What the firm has shared with the client. */
  readonly sharedDocuments: SharedDocuments;
  /** What the client owes and has paid. */
  readonly invoices: Invoices;
  /** What the client has asked about invoices. */
  readonly disputes: Disputes;
  /** Paying what the client owes. */
  readonly payments: Payments;
  /** Cards and bank accounts that the client keeps. */
  readonly paymentMethods: PaymentMethods;
  /** What is charged to one of them by itself. */
  readonly autopay: AutomaticPayments;
  /** Invoices that are paid in parts. */
  readonly paymentPlans: PaymentPlans;
  readonly profile: Profile;
  /** Links by which the client goes on with another device. */
  readonly phoneLinks: PhoneLinks;
  /** What the one-time link asks for, in upload-link mode. */
  readonly link: UploadLinks;
  readonly #calls: Calls;
  /** What tells a preview or a link from the client's own tabs in the same browser, and from others of its kind. */
  readonly #apart: readonly string[];
  readonly #options: PortalOptions;
  #uploads: Promise<UploadManager> | undefined;

  constructor(options: PortalOptions) {
    super();
    this.#options = options;
    this.mode = modeOf(options);
    this.#apart = this.mode === 'preview' || this.mode === 'upload-link' ? [this.mode, randomId()] : [];
    const { api, publishableKey, fetch, locale } = options;
    const source = sourceOf(options);
    this.api = api;
    this.publishableKey = publishableKey;
    this.locale = locale;
    const calls: Calls = new Calls({
      api,
      fetch,
      credential:
        source === undefined
          ? cookieCredential(publishableKey)
          : tokenCredential(
              () => calls.address(source.endpoint),
              publishableKey,
              source,
              () => calls.fetch,
            ),
      era: () => this.session.era,
      onSignedOut: (era) => this.session.expire(era),
    });
    this.#calls = calls;
    const tabs = openTabs(this.name, (message) => {
      if (message === 'signed-out') this.session.end('signed-out');
      // The other tab has told its user of a failure; this one asks again when it has something to ask.
      else if (this.signsInHere) this.session.refresh().catch(() => undefined);
    });
    this.session = new Sessions({ calls, tabs, changed: (session, change) => this.#changed(session, change) });
    this.signIn = new SignIn(calls, this.session);
    this.checklists = new Checklists(calls);
    this.requests = new Requests(calls);
    this.documents = new Documents(calls);
    this.sharedDocuments = new SharedDocuments(calls);
    this.invoices = new Invoices(calls);
    this.disputes = new Disputes(calls);
    this.payments = new Payments(calls);
    this.paymentMethods = new PaymentMethods(calls);
    this.autopay = new AutomaticPayments(calls);
    this.paymentPlans = new PaymentPlans(calls);
    this.profile = new Profile(calls);
    this.phoneLinks = new PhoneLinks(calls);
    this.link = new UploadLinks(calls);
  }

  /** Whether clients sign in on this page, rather than at the firm's backend or not at all. */
  get signsInHere(): boolean {
    return this.mode === 'cookie' || this.mode === 'cross-site';
  }

  /** Tells this portal's tabs and stored uploads from those of another firm on the same page. */
  get name(): string {
    return ['portico', this.api, this.publishableKey ?? '', ...this.#apart].join(' ');
  }

  /** The same firm's portal, seen by a member of the staff; it tells other tabs nothing. See `previewSecret`. */
  preview(previewSecret: () => string | undefined): Portal {
    return new Portal({ ...this.#options, previewSecret, uploadToken: undefined });
  }

  /** The same firm's portal for somebody who has a one-time link and need not have an account. See `uploadToken`. */
  uploadLink(uploadToken: string): Portal {
    return new Portal({ ...this.#options, uploadToken });
  }

  /** The upload manager: loaded on the first call, the same one ever after. */
  uploads(): Promise<UploadManager> {
    this.#uploads ??= import('./uploads/upload-manager.js').then(
      ({ UploadManager }) => new UploadManager({ portal: this, calls: this.#calls }),
    );
    this.#uploads.catch(() => (this.#uploads = undefined));
    return this.#uploads;
  }

  override addEventListener<K extends keyof PortalEventMap>(
    type: K,
    listener: ((event: PortalEventMap[K]) => void) | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener, options);
  }

  #changed(session: Session | undefined, change: SessionChange): void {
    // Files that wait to be sent belong to who signed out, also those of an earlier visit that nobody has loaded yet.
    const over = change === 'signed-out' || (change === 'expired' && this.mode === 'preview');
    if (over && 'indexedDB' in globalThis) indexedDB.deleteDatabase(this.name);
    this.dispatchEvent(new SessionChangeEvent(session, change));
  }
}

function modeOf({ uploadToken, previewSecret, fetchSession, crossSite }: PortalOptions): Portal['mode'] {
  if (uploadToken !== undefined) return 'upload-link';
  if (previewSecret) return 'preview';
  if (fetchSession) return 'firm-session';
  return crossSite ? 'cross-site' : 'cookie';
}

/** Where access tokens come from; undefined where a cookie does without. */
function sourceOf({ uploadToken, previewSecret, fetchSession, crossSite }: PortalOptions): TokenSource | undefined {
  if (uploadToken !== undefined) return linkSource(uploadToken);
  if (previewSecret) return firmSource(() => onlyOnce(previewSecret));
  if (fetchSession) return firmSource(fetchSession);
  return crossSite ? refreshSource : undefined;
}

/** A secret that was given before opens nothing any more. */
async function onlyOnce(secret: () => string | undefined): Promise<string> {
  const given = secret();
  if (given === undefined) throw new Error('The preview is over');
  return given;
}
