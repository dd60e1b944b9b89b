import type { Portal, UploadedEvent } from '@portico/client';
import type { Checklist, ChecklistRequest, ChecklistSummary } from '@portico/contract';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { FacedElement } from '../core/faced-element.js';
import { Faces } from '../core/faces.js';
import { strings as faceStrings } from '../core/faces.strings.js';
import { PortalSignedOutEvent } from '../sign-in/sign-in.events.js';
import {
  empty,
  finishSection,
  footer,
  group,
  header,
  nextStep,
  returned,
  skeleton,
  type ChecklistView,
} from './checklist-view.js';
import { PortalDocumentUploadedEvent } from './checklist.events.js';
import { strings } from './checklist.strings.js';
import { styles } from './checklist.styles.js';
import { keepPage, takeDrops } from './drops.js';
import { isYours, progressOf, requestsOf, withDocument } from './progress.js';
import type { RequestPanels } from './request-panel.js';

/** From so many requests on, rows far below the fold are laid out when they come near. */
const long = 60;

interface Shown {
  readonly checklist: Checklist | undefined;
  /** All that are shared, where the page names none. */
  readonly others: readonly ChecklistSummary[];
}

/**
 * What the firm asks a client for, and the place to send it: the next step first, then every request with
 * why it is needed, tips, what was sent and where it stands. Files are previewed, sent in pieces that survive a
 * lost connection, and confirmed.
 *
 * @summary The firm's requests for documents, with uploads.
 *
 * @slot - Shown until the element is defined, and where there is no script, e.g. a link to write to the firm.
 * @slot sign-in - A `portal-sign-in` of the page's own; without one the checklist brings it when nobody is signed in.
 *
 * @event {PortalDocumentUploadedEvent} portal-document-uploaded - A document arrived and passed every check.
 * @event {PortalSignedInEvent} portal-signed-in - The person signed in at the checklist's own sign-in.
 * @event {PortalSignedOutEvent} portal-signed-out - The person signed out by the button at the end.
 *
 * @csspart base - Everything inside the element.
 * @csspart header - Matter, title, and the choice among several lists.
 * @csspart next-step - The card that says whose turn it is.
 * @csspart group - A group of requests with its heading.
 * @csspart returned - The group of requests that came back.
 * @csspart row - One request.
 * @csspart panel - The inside of an opened request.
 * @csspart drop - The place to drop files on.
 * @csspart finish - "I am finished", while something is open.
 * @csspart total - The bar that shows all uploads while they run.
 * @csspart footer - Whom to turn to, help and sign-out.
 * @csspart empty - The face when there is nothing to send.
 * @csspart failed - The face when loading failed.
 * @csspart refused - The face when this session may not see the checklist.
 * @csspart offline - The banner while the browser is offline.
 *
 * @cssproperty [--row-padding=16px] - Space inside a request's row.
 *
 * @cssstate loading - Nothing to show yet.
 * @cssstate ready - The checklist is on screen.
 * @cssstate empty - There is nothing to send.
 * @cssstate failed - Loading failed.
 * @cssstate signed-out - Nobody is signed in.
 * @cssstate refused - This session may not see it.
 */
export class PortalChecklist extends FacedElement {
  static override styles: CSSResultGroup = [super.styles, styles];

  readonly #faces = new Faces<Shown>(this, {
    args: () => [this.checklist, this.picked],
    load: (portal, signal) => this.#load(portal, signal),
    isEmpty: ({ checklist }) => !checklist?.groups.some(({ requests }) => requests.length),
  });
  readonly #opened = new Set<string>();
  #panels: RequestPanels | undefined;
  #loadingPanels: Promise<RequestPanels | undefined> | undefined;
  #focusNext: string | undefined;
  #restored: Portal | undefined;
  #signedOut = false;

  /** True where the inside of requests did not load; the next touch tries again. */
  @state() private stuck = false;
  /** The list chosen among several. */
  @state() private picked: string | undefined;
  /** Id of the checklist, `chk_…`. Without it the newest is shown, with a choice where several are shared. */
  @property() checklist: string | undefined;
  /**
   * Address of the page that shows `portal-upload`. With it, somebody at a desktop can go on with their phone: a code to point it
   * at leads there.
   */
  @property({ attribute: 'phone-page' }) phonePage: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    keepPage(this.listening);
    window.addEventListener('online', () => this.stuck && void this.#prepare(), { signal: this.listening });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Frameworks move nodes by taking them out and putting them in again: chosen files survive that.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#panels?.dispose();
      this.#panels = this.#loadingPanels = undefined;
    });
  }

  /** One listener of each kind for all rows: a list of hundreds stays light. */
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.addEventListener('click', this.#onClick);
    root.addEventListener('change', this.#onChange);
    root.addEventListener('pointerover', () => void this.#prepare());
    root.addEventListener('focusin', () => void this.#prepare());
    takeDrops(root, {
      ready: () => this.#faces.face === 'ready',
      near: () => void this.#prepare(),
      dropped: (requestId, files, slot) => {
        this.#dropped(requestId, files, slot);
      },
    });
    return root;
  }

  /** Loads the checklist again; what is on screen stays until the answer is there. */
  reload(): void {
    this.#faces.reload();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#panels?.render();
    const { face } = this.#faces;
    if (face === 'ready' && this.portal && this.portal !== this.#restored) {
      this.#restored = this.portal;
      void this.#restore(this.portal);
    }
    if (face === 'signed-out') this.#signedOut = true;
    else if (this.#signedOut && face !== 'loading') {
      this.#signedOut = false;
      if (document.activeElement === document.body) this.#focusNext ??= '';
    }
    const next = this.#focusNext;
    if (next === undefined) return;
    this.#focusNext = undefined;
    this.renderRoot.querySelector<HTMLElement>(next ? `[data-open="${next}"]` : '#step')?.focus();
  }

  async #load(portal: Portal, signal: AbortSignal): Promise<Shown> {
    if (this.checklist) return { checklist: await portal.checklists.get(this.checklist, { signal }), others: [] };
    const { data: others } = await portal.checklists.list({ limit: 100 }, { signal });
    const id = others.find((other) => other.id === this.picked)?.id ?? others[0]?.id;
    return { checklist: id ? await portal.checklists.get(id, { signal }) : undefined, others };
  }

  /** The inside of requests and everything about uploads is loaded when a hand or a focus comes near; resolves to nothing where that fails. */
  #prepare = (): Promise<RequestPanels | undefined> =>
    (this.#loadingPanels ??= this.#loadPanels().then(
      (panels) => {
        this.stuck = false;
        return panels;
      },
      () => {
        this.#loadingPanels = undefined;
        this.stuck = true;
        return undefined;
      },
    ));

  async #loadPanels(): Promise<RequestPanels | undefined> {
    const { RequestPanels } = await import('./request-panel.js');
    const panels = new RequestPanels({
      root: this.renderRoot,
      portal: () => this.portal,
      session: () => this.#faces.session,
      support: () => this.#faces.session?.support,
      request: (id) => this.#requests().find((request) => request.id === id),
      words: (english, pick) => this.words(english, pick),
      formats: () => this.formats,
      reading: () => this.reading ?? { language: 'en', direction: 'ltr' },
      localized: (texts) => this.localized(texts),
      candidates: () => this.#requests().filter(isYours),
      open: (id) => {
        this.#opened.add(id);
        this.requestUpdate();
      },
      start: (id) => {
        this.#start(id);
      },
      checklist: () => this.#faces.value?.checklist,
      took: (checklist) => {
        const { value } = this.#faces;
        if (value) this.#faces.replace({ ...value, checklist });
      },
      stale: () => {
        this.#faces.reload();
      },
      announce: (text) => {
        this.announce(text);
      },
      arrived: (event, last) => {
        this.#arrived(event, last);
      },
      phonePage: () => this.phonePage,
      changed: () => {
        this.requestUpdate();
      },
    });
    await panels.ready();
    if (!this.isConnected) {
      panels.dispose();
      this.#loadingPanels = undefined;
      return undefined;
    }
    this.#panels = panels;
    panels.render();
    return panels;
  }

  #requests(): readonly ChecklistRequest[] {
    const { checklist } = this.#faces.value ?? {};
    return checklist ? requestsOf(checklist) : [];
  }

  /** A document is there: the row says so at once, and the next request gets the focus if the person is still here. */
  #arrived({ item, documentId, document }: UploadedEvent, last: boolean): void {
    const { requestId } = item;
    const { value } = this.#faces;
    const checklist = value?.checklist;
    if (!value || !checklist) return;
    const next = document ? withDocument(checklist, requestId, document) : checklist;
    this.#faces.replace({ ...value, checklist: next });
    this.dispatchEvent(new PortalDocumentUploadedEvent(item.requestId, documentId, checklist.id));
    if (!last) return;
    this.#sayNext(next, requestId);
    this.#faces.reload();
  }

  #sayNext(checklist: Checklist, requestId: string): void {
    const words = this.words(strings, (locale) => locale.checklist);
    const requests = requestsOf(checklist);
    const title = this.localized(requests.find(({ id }) => id === requestId)?.title ?? {}).text;
    const { next } = progressOf(requests);
    // Of two parts the other is still to come: the request stays open, and the focus where it is.
    if (requests.find(({ id }) => id === requestId)?.state === 'draft') {
      this.announce(words('sentPart', { title }));
      return;
    }
    this.announce(
      next ? words('sentNext', { title, next: this.localized(next.title).text }) : words('sentAll', { title }),
    );
    const root = this.shadowRoot;
    const focused = root?.activeElement?.closest('[data-request]')?.getAttribute('data-request');
    if (focused !== requestId && document.activeElement !== document.body) return;
    this.#opened.delete(requestId);
    this.#focusNext = next?.id ?? '';
  }

  /** Uploads of an earlier visit wait in this browser's own database; only then is the machinery loaded unasked. */
  async #restore(portal: Portal): Promise<void> {
    const databases = await globalThis.indexedDB?.databases?.().catch(() => []);
    if (databases?.some(({ name }) => name === portal.name)) (await this.#prepare())?.restore();
  }

  #open(id: string, open: boolean): void {
    if (open) this.#opened.add(id);
    else this.#opened.delete(id);
    void this.#prepare();
    this.requestUpdate();
  }

  #start(id: string): void {
    this.#open(id, true);
    void this.#prepare()
      .then(() => this.updateComplete)
      .then(() => this.#panels?.show(id));
  }

  #onClick = (event: Event): void => {
    const target = event.target instanceof Element ? event.target.closest('button') : null;
    const { open, start } = target?.dataset ?? {};
    if (open) this.#open(open, !this.#opened.has(open));
    if (start) this.#start(start);
    if (target && 'finishStart' in target.dataset) void this.#prepare().then((panels) => panels?.finish());
    if (target && 'questions' in target.dataset) void this.#prepare().then((panels) => panels?.help());
    if (target && 'signOut' in target.dataset) void this.#signOut();
  };

  async #signOut(): Promise<void> {
    await this.portal?.session.signOut({ signal: this.listening });
    this.dispatchEvent(new PortalSignedOutEvent());
  }

  #onChange = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement && event.target.name === 'checklist')
      this.picked = event.target.value;
  };

  #dropped(requestId: string | undefined, files: readonly File[], slot: string | undefined): void {
    if (requestId) this.#open(requestId, true);
    void this.#prepare().then((panels) => panels?.choose(requestId, files, slot));
  }

  #view(): ChecklistView {
    return {
      words: this.words(strings, (locale) => locale.checklist),
      faces: this.words(faceStrings, (locale) => locale.faces),
      formats: this.formats,
      localized: (texts) => this.localized(texts),
      opened: this.#opened,
    };
  }

  protected override render(): TemplateResult {
    return html`<div
      part="base"
      class="base"
      lang=${this.reading?.language ?? 'en'}
      dir=${this.reading?.direction ?? 'ltr'}
    >
      ${this.#faces.render({
        skeleton,
        empty: () => empty(this.#view(), this.#faces.session),
        ready: ({ checklist, others }) => (checklist ? this.#ready(checklist, others) : nothing),
      })}
      <slot hidden></slot>
    </div>`;
  }

  #ready(checklist: Checklist, others: readonly ChecklistSummary[]): TemplateResult {
    const view = this.#view();
    const requests = requestsOf(checklist);
    const back = requests.filter(({ state }) => state === 'returned');
    const { session } = this.#faces;
    const progress = progressOf(requests);
    const finished = checklist.finished !== null;
    const can = (capability: 'documents.upload' | 'checklists.answer'): boolean | undefined =>
      session?.capabilities[capability].allowed;
    const mayAnswer = can('checklists.answer') ?? false;
    return html`<div class="list ${requests.length > long ? 'long' : ''}">
      ${this.stuck ? html`<p class="banner" role="alert">${view.faces('failedText')}</p>` : nothing}
      ${header(view, checklist, others)}
      ${nextStep(view, {
        progress,
        finished,
        quiet: this.#panels?.busy ?? false,
        mayUpload: can('documents.upload') ?? true,
        mayAnswer,
      })}
      <div data-stray></div>
      ${back.length ? returned(view, back) : nothing} ${checklist.groups.map((each) => group(view, each))}
      ${progress.next && mayAnswer ? finishSection(view, finished) : nothing}
      <div data-total></div>
      ${session ? footer(view, session) : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-checklist': PortalChecklist;
  }
}
