/**
 * Every widget shows one of the same faces: loading, empty, ready, failed, signed out, refused; and a
 * banner while offline. A widget says how to load and how to draw what is ready; the rest is here, so
 * that people meet the same words and the same button wherever something goes wrong.
 */
import { AuthError, ProblemError, type Portal } from '@portico/client';
import type { Session } from '@portico/contract';
import { Task, TaskStatus } from '@lit/task';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { lockedIcon } from '../icons.js';
import type { PortalElement } from './element.js';
import type { strings } from './faces.strings.js';
import { closest } from './language.js';
import { followedLink, watchLink } from './link.js';
import { placeSignIn } from './place-sign-in.js';
import type { Translate } from './translate.js';
import { failedFace, offlineBanner } from './trouble.js';

export type Face = 'loading' | 'empty' | 'ready' | 'failed' | 'signed-out' | 'refused';
const faces: readonly Face[] = ['loading', 'empty', 'ready', 'failed', 'signed-out', 'refused'];

/** What a widget gives to be shown. */
export interface FacesOptions<T> {
  /** What the value depends on besides client and session; a change loads again. */
  readonly args: () => readonly unknown[];
  readonly load: (portal: Portal, signal: AbortSignal) => Promise<T>;
  /** True where there is nothing to show and the empty face says what happens next. */
  readonly isEmpty: (value: T) => boolean;
}

/** The drawings of a widget, in its own words. */
export interface FacesViews<T> {
  readonly skeleton: () => TemplateResult;
  readonly empty: () => TemplateResult;
  readonly ready: (value: T) => TemplateResult | typeof nothing;
}

/** What of the host the faces use; the host passes itself. */
export interface FacesHost extends PortalElement {
  facesContext(): FacesContext;
}
export interface FacesContext {
  readonly portal: Portal | undefined;
  readonly words: Translate<typeof strings>;
  readonly internals: ElementInternals;
  /** Says something to people who use a screen reader. */
  readonly announce: (text: string) => void;
  /** False until the first language has arrived. */
  readonly legible: boolean;
}

export class Faces<T> implements ReactiveController {
  readonly #host: FacesHost;
  readonly #task: Task<readonly unknown[], T>;
  readonly #options: FacesOptions<T>;
  #watched: Portal | undefined;
  #following = false;
  #round = 0;

  /** The last value that arrived; it stays while a newer one loads. */
  value: T | undefined;
  /** The session that the value belongs to. */
  session: Session | undefined;

  constructor(host: FacesHost, options: FacesOptions<T>) {
    (this.#host = host).addController(this);
    this.#options = options;
    this.#task = new Task<readonly unknown[], T>(host, {
      args: () => [host.facesContext().portal, followedLink(), this.#round, ...options.args()],
      task: ([portal], { signal }) => this.#load(portal, signal),
    });
  }

  hostConnected(): void {
    const { listening: signal } = this.#host;
    const redraw = (): void => {
      this.#host.requestUpdate();
    };
    watchLink(redraw, signal);
    window.addEventListener('offline', redraw, { signal });
    window.addEventListener(
      'online',
      () => {
        if (this.face === 'failed') this.reload();
        redraw();
      },
      { signal },
    );
    signal.addEventListener('abort', () => (this.#following = false), { once: true });
  }

  hostUpdate(): void {
    const { portal } = this.#host.facesContext();
    if (!portal || (portal === this.#watched && this.#following)) return;
    // An element that was only moved keeps what it shows.
    if (portal !== this.#watched) this.value = this.session = undefined;
    this.#watched = portal;
    this.#following = true;
    portal.addEventListener(
      'session',
      () => {
        if (portal === this.#watched) this.#follow(portal.session.current);
      },
      { signal: this.#host.listening },
    );
  }

  hostUpdated(): void {
    const { states } = this.#host.facesContext().internals;
    for (const face of faces) states.delete(face);
    states.add(this.face);
    placeSignIn(this.#host, this.#host.facesContext().portal, this.face === 'signed-out');
  }

  get face(): Face {
    if (!this.#host.facesContext().legible) return 'loading';
    if (followedLink()) return 'signed-out';
    if (this.#task.status === TaskStatus.ERROR) {
      const { error } = this.#task;
      if (error instanceof AuthError) return 'signed-out';
      if (error instanceof ProblemError && error.code === 'not_permitted') return 'refused';
      if (this.value === undefined) return 'failed';
    }
    if (this.value === undefined) return 'loading';
    return this.#options.isEmpty(this.value) ? 'empty' : 'ready';
  }

  /** Loads again; what is on screen stays until the answer is there. */
  reload(): void {
    this.#round++;
    this.#host.requestUpdate();
  }

  /** Replaces the value, e.g. by one that includes what the person just did. */
  replace(value: T): void {
    this.value = value;
    this.#host.requestUpdate();
  }

  render(views: FacesViews<T>): TemplateResult {
    const { face } = this;
    const { words } = this.#host.facesContext();
    return html`
      ${this.#preview()} ${offlineBanner(words)} ${this.#draw(face, views)}
      <slot name="sign-in" ?hidden=${face !== 'signed-out'}></slot>
    `;
  }

  /** The banner over a preview, where no provider brings one. */
  #preview(): TemplateResult | typeof nothing {
    if (!this.session?.preview || closest(this.#host, 'portal-provider')) return nothing;
    void import('../define/portal-preview.js');
    return html`<portal-preview .client=${this.#host.facesContext().portal}></portal-preview>`;
  }

  #draw(face: Face, views: FacesViews<T>): TemplateResult | typeof nothing {
    const { words } = this.#host.facesContext();
    switch (face) {
      case 'loading':
        return html`<div class="loading" aria-busy="true">
          <p class="unseen">${words('loading')}</p>
          ${views.skeleton()}
        </div>`;
      case 'ready':
        return this.value === undefined ? nothing : views.ready(this.value);
      case 'empty':
        return views.empty();
      case 'refused':
        return this.#refused(words);
      case 'failed':
        return this.#failed(words);
      case 'signed-out':
        return nothing;
    }
  }

  #refused(words: Translate<typeof strings>): TemplateResult {
    const { error } = this.#task;
    const reason = error instanceof ProblemError ? error.reason : undefined;
    return html`<div class="face" part="refused">
      ${lockedIcon}
      <h2>${words('refusedTitle')}</h2>
      <p>${reasonText(reason, words)}</p>
    </div>`;
  }

  #failed(words: Translate<typeof strings>): TemplateResult {
    const { error } = this.#task;
    if (error instanceof ProblemError && error.status === 404) {
      return html`<div class="face" part="empty">
        ${lockedIcon}
        <h2>${words('gone')}</h2>
        <p>${words('goneText')}</p>
      </div>`;
    }
    return failedFace(words, error, () => {
      this.reload();
    });
  }

  /** A sign-in or sign-out here, in another widget or another tab. */
  #follow(session: Session | undefined): void {
    const { status } = this.#task;
    if (status === TaskStatus.PENDING && session) return;
    const same = session !== undefined && session.contact.id === this.session?.contact.id;
    this.session = session;
    if (!same) this.value = undefined;
    if (!same || status === TaskStatus.ERROR) this.reload();
    else this.#host.requestUpdate();
  }

  async #load(portal: unknown, signal: AbortSignal): Promise<T> {
    const { portal: current } = this.#host.facesContext();
    if (!current || current !== portal || followedLink()) return new Promise(() => {});
    try {
      const [session, value] = await Promise.all([
        current.session.get({ signal }),
        this.#options.load(current, signal),
      ]);
      this.session = session;
      this.value = value;
      return value;
    } catch (error) {
      const foreseen = error instanceof AuthError || (error instanceof ProblemError && error.code === 'not_permitted');
      if (!foreseen && !signal.aborted) console.warn('portico:', error);
      throw error;
    }
  }
}

/** The sentence for a reason code: what it means for the reader and what happens next. */
export function reasonText(reason: string | undefined, words: Translate<typeof strings>): string {
  switch (reason) {
    case 'contact_disabled':
      return words('contactDisabled');
    case 'matter_not_shared':
      return words('matterNotShared');
    // The firm's affair: to the client it is not there yet.
    case 'item_unchecked':
    case 'item_quarantined':
    case 'item_not_shared':
      return words('itemNotShared');
    case 'plan_required':
      return words('planRequired');
    case 'preview_read_only':
      return words('previewReadOnly');
    default:
      return words('disabledByFirm');
  }
}
