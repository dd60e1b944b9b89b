import type { UploadedEvent } from '@portico/client';
import { uploadLinkGone } from '@portico/contract';
import { Task, TaskStatus } from '@lit/task';
import { html, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { PortalDocumentUploadedEvent } from '../checklist/checklist.events.js';
import { keepPage, takeDrops } from '../checklist/drops.js';
import type { RequestPanels } from '../checklist/request-panel.js';
import { PortalElement } from '../core/element.js';
import { strings as faceStrings } from '../core/faces.strings.js';
import { takeLink } from '../core/link.js';
import { failedFace, offlineBanner } from '../core/trouble.js';
import { type LinkVisit, visitOf } from './link-visit.js';
import { full, gone, noLink, open, skeleton, type UploadFacesView } from './upload-faces.js';
import { strings } from './upload.strings.js';
import { styles } from './upload.styles.js';

type Face = 'loading' | 'ready' | 'full' | 'gone' | 'no-link' | 'failed';
const faces: readonly Face[] = ['loading', 'ready', 'full', 'gone', 'no-link', 'failed'];

/**
 * One request of the firm, for somebody who came by a one-time link and needs no account: what is asked and why, the place to
 * choose, photograph or drop files, and the word that they arrived. Nothing that was sent can be seen here again. The link's
 * token is taken out of the address at once and kept in memory only; it never brings a sign-in.
 *
 * @summary Sends files by a one-time link.
 *
 * @slot - Shown until the element is defined, and where there is no script, e.g. how to send documents by mail.
 *
 * @event {PortalDocumentUploadedEvent} portal-document-uploaded - A document arrived and passed every check; `checklistId` is undefined.
 *
 * @csspart base - Everything inside the element.
 * @csspart header - Who asks, for what, how many files, and until when.
 * @csspart request - Why it is needed, tips, and the files; in it, as in a checklist, `drop` is the place to drop them on.
 * @csspart receipt - What has arrived, while the link takes more.
 * @csspart footer - Whom to ask, and help.
 * @csspart sent - The face when everything has arrived.
 * @csspart gone - The face when the link was used up, has expired or was revoked.
 * @csspart no-link - The face of a page that was opened without a link.
 * @csspart failed - The face when loading failed.
 * @csspart offline - The banner while the browser is offline.
 *
 * @cssproperty [--row-padding=20px] - Space inside the card of the request.
 *
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - The link takes files.
 * @cssstate full - Everything has arrived.
 * @cssstate gone - The link has ended.
 * @cssstate no-link - The page was opened without a link.
 * @cssstate failed - Loading failed.
 */
export class PortalUpload extends PortalElement {
  static override styles: CSSResultGroup = [super.styles, styles];

  readonly #task: Task<readonly unknown[], void> = new Task<readonly unknown[], void>(this, {
    args: () => [this.#visit, this.#round],
    task: (_, { signal }) => this.#load(signal),
  });
  #round = 0;
  #visit: LinkVisit | undefined;
  #panels: RequestPanels | undefined;
  #preparing: Promise<void> | undefined;
  #leads = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const { listening: signal } = this;
    keepPage(signal);
    const redraw = (): void => {
      this.requestUpdate();
    };
    window.addEventListener('offline', redraw, { signal });
    window.addEventListener(
      'online',
      () => {
        if (this.face === 'failed') this.reload();
        redraw();
      },
      { signal },
    );
    // Another link of the same page, pressed in a message while this tab is open.
    window.addEventListener(
      'hashchange',
      () => {
        takeLink();
        redraw();
      },
      { signal },
    );
    this.#visit?.addEventListener('change', redraw, { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Frameworks move nodes by taking them out and putting them in again: chosen files survive that.
    queueMicrotask(() => {
      if (!this.isConnected) this.#dispose();
    });
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('[data-questions]'))
        void this.#prepare().then(() => this.#panels?.help());
    });
    takeDrops(root, {
      ready: () => this.face === 'ready',
      near: () => undefined,
      dropped: (_, files) => {
        void this.#prepare().then(() => this.#panels?.choose(this.#visit?.request?.id, files));
      },
    });
    return root;
  }

  /** Asks again what the link takes; what is on screen stays until the answer is there. */
  reload(): void {
    this.#round += 1;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const visit = this.portal && visitOf(this.portal);
    if (visit === this.#visit) return;
    this.#dispose();
    this.#visit = visit;
    visit?.addEventListener(
      'change',
      () => {
        this.requestUpdate();
      },
      { signal: this.listening },
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { face, internals } = this;
    for (const each of faces) internals.states.delete(each);
    internals.states.add(face);
    if (face === 'ready') void this.#prepare();
    this.#panels?.render();
    if (!this.#leads) return;
    this.#leads = false;
    this.renderRoot.querySelector<HTMLElement>('[data-news]')?.focus();
  }

  private get face(): Face {
    if (!this.reading || !this.portal) return 'loading';
    const phase = this.#visit?.phase;
    if (phase === 'open') return 'ready';
    if (phase !== 'unread') return phase ?? 'no-link';
    return this.#task.status === TaskStatus.ERROR ? 'failed' : 'loading';
  }

  async #load(signal: AbortSignal): Promise<void> {
    try {
      await this.#visit?.load(signal);
    } catch (error) {
      if (!signal.aborted) console.warn('portico:', error);
      throw error;
    }
  }

  /** The inside of the request and everything about uploads. */
  #prepare(): Promise<void> {
    return (this.#preparing ??= import('../checklist/request-panel.js').then(async ({ RequestPanels }) => {
      const visit = this.#visit;
      if (!visit || !this.isConnected) return;
      const panels = new RequestPanels({
        root: this.renderRoot,
        alone: true,
        portal: () => visit.portal,
        session: () => undefined,
        support: () => visit.support,
        request: (id) => (visit.request?.id === id ? visit.request : undefined),
        candidates: () => [],
        words: (english, pick) => this.words(english, pick),
        formats: () => this.formats,
        reading: () => this.reading ?? { language: 'en', direction: 'ltr' },
        localized: (texts) => this.localized(texts),
        announce: (text) => {
          this.announce(text);
        },
        arrived: (event, last) => {
          this.#arrived(visit, event, last);
        },
        failed: (error) => {
          if (error === uploadLinkGone.code) this.#end(visit);
        },
        open: () => undefined,
        changed: () => {
          this.requestUpdate();
        },
      });
      await panels.ready();
      if (!this.isConnected) {
        panels.dispose();
        return;
      }
      this.#panels = panels;
      panels.render();
    }));
  }

  #dispose(): void {
    this.#panels?.dispose();
    this.#panels = this.#preparing = undefined;
  }

  #arrived(visit: LinkVisit, { item, documentId }: UploadedEvent, last: boolean): void {
    visit.arrive(documentId, item.name);
    this.dispatchEvent(new PortalDocumentUploadedEvent(item.requestId, documentId));
    if (!last) return;
    const { words } = this.#view();
    const count = visit.arrived.length;
    const next = visit.left ? words('more', { count: visit.left }) : words('close');
    this.#lead(`${words('sentTitle', { count })}. ${next}`);
  }

  #end(visit: LinkVisit): void {
    visit.end();
    this.#lead(this.#view().words('goneTitle'));
  }

  /** Says what has come of it, and brings the focus there if the person is still here. */
  #lead(text: string): void {
    this.announce(text);
    const focused = document.activeElement;
    this.#leads = focused === this || focused === document.body || Boolean(this.shadowRoot?.activeElement);
    this.requestUpdate();
  }

  #view(): UploadFacesView {
    return {
      words: this.words(strings, (locale) => locale.upload),
      faces: this.words(faceStrings, (locale) => locale.faces),
      formats: this.formats,
      localized: (texts) => this.localized(texts),
    };
  }

  protected override render(): TemplateResult {
    const view = this.#view();
    return html`<div
      part="base"
      class="base"
      lang=${this.reading?.language ?? 'en'}
      dir=${this.reading?.direction ?? 'ltr'}
    >
      ${offlineBanner(view.faces)} ${this.#draw(view)}
      <slot hidden></slot>
    </div>`;
  }

  #draw(view: UploadFacesView): unknown {
    const { face } = this;
    const visit = this.#visit;
    if (face === 'no-link') return noLink(view);
    if (face === 'failed') {
      return failedFace(view.faces, this.#task.error, () => {
        this.reload();
      });
    }
    if (face === 'loading' || !visit)
      return html`<div class="loading" aria-busy="true">
        <p class="unseen">${view.faces('loading')}</p>
        ${skeleton()}
      </div>`;
    if (face === 'full') return full(view, visit);
    return face === 'gone'
      ? gone(view, visit, this.#panels?.unsent ?? [])
      : open(view, visit, this.#panels?.busy ?? false);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-upload': PortalUpload;
  }
}
