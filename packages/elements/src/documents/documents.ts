import type { SharedDocument, SharedMatter } from '@portico/contract';
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { Actions, isGone } from '../core/actions.js';
import { FacedElement } from '../core/faced-element.js';
import { Faces } from '../core/faces.js';
import { save } from '../core/save.js';
import { supportFooter } from '../core/support-footer.js';
import { emptyShelf, matterSection, shelfHeader, shelfSkeleton, type ShelfView } from './documents-view.js';
import { PortalDocumentOpenedEvent } from './documents.events.js';
import { strings } from './documents.strings.js';
import { styles } from './documents.styles.js';
import type { Reader } from './reader.js';
import { keyOf, readOn, readShelf, type Shelf, withOpened } from './shelf.js';

/**
 * What the firm has shared with the client: by case and folder, what is new marked, each document to be read here or downloaded,
 * and all of a case as one ZIP. The reader, and pdf.js with it, load when the first document is opened.
 *
 * @summary Documents that the firm shared: folders, reader, downloads.
 *
 * @slot - Shown until the element is defined, and where there is no script.
 * @slot sign-in - A `portal-sign-in` of the page's own; without one the element brings it when nobody is signed in.
 *
 * @event {PortalDocumentOpenedEvent} portal-document-opened - The person looked at a document here, or took a copy.
 * @event {PortalSignedInEvent} portal-signed-in - The person signed in at the element's own sign-in.
 *
 * @csspart base - Everything inside the element.
 * @csspart header - The title, and how much is new.
 * @csspart matter - One case with its folders.
 * @csspart folder - One folder.
 * @csspart list - The documents of a folder.
 * @csspart reader - The dialog in which a document opens.
 * @csspart footer - Whom to turn to.
 * @csspart empty - The face when nothing is shared.
 * @csspart failed - The face when loading failed.
 * @csspart refused - The face when this session may not see it.
 * @csspart offline - The banner while the browser is offline.
 *
 * @cssstate loading - Nothing to show yet.
 * @cssstate empty - Nothing is shared.
 * @cssstate ready - The documents are on screen.
 * @cssstate failed - Loading failed.
 * @cssstate signed-out - Nobody is signed in.
 * @cssstate refused - This session may not see it.
 */
export class PortalDocuments extends FacedElement {
  static override styles: CSSResultGroup = [super.styles, styles];

  readonly #faces = new Faces<Shelf>(this, {
    args: () => [this.matterId],
    load: (portal, signal) => readShelf(portal, this.matterId, signal),
    isEmpty: ({ matters }) => matters.length === 0,
  });
  readonly #actions = new Actions(this, {
    words: (error) => this.#words(isGone(error) ? 'gone' : 'notDone'),
    gone: () => {
      this.reload();
    },
  });
  #reader: Reader | undefined;

  /** Id of a case, `mat_…`, to show its documents alone; without it those of every shared case. */
  @property({ attribute: 'matter-id' }) matterId: string | undefined;

  override disconnectedCallback(): void {
    this.#reader?.close();
    super.disconnectedCallback();
  }

  /** Loads again; what is on screen stays until the answer is there. */
  reload(): void {
    this.#faces.reload();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#reader?.updated();
  }

  get #words() {
    return this.words(strings, (locale) => locale.documents);
  }

  #read = (document: SharedDocument): void => {
    void this.#actions.run(document.id, async (portal, signal) => {
      const { Reader } = await import('./reader.js');
      this.#reader ??= new Reader({
        root: this.renderRoot,
        portal: () => this.portal,
        words: (english, pick) => this.words(english, pick),
        formats: () => this.formats,
        announce: (text) => {
          this.announce(text);
        },
        changed: () => {
          this.requestUpdate();
        },
        download: this.#download,
      });
      const bytes = this.#reader.open(document, () => portal.sharedDocuments.open(document.id, { signal }));
      try {
        if (await bytes) this.#opened([document.id], 'view');
      } catch (error) {
        this.#reader.close();
        throw error;
      }
    });
  };

  #download = (document: SharedDocument): void => {
    void this.#actions.run(document.id, async (portal, signal) => {
      save(await portal.sharedDocuments.download(document.id, { signal }), document.name);
      this.announce(this.#words('saved', { name: document.name }));
      this.#opened([document.id], 'download');
    });
  };

  #downloadAll = (matter: SharedMatter['matter']): void => {
    void this.#actions.run(matter.id, async (portal, signal) => {
      this.announce(this.#words('preparing'));
      const name = `${matter.title.replaceAll(/[/\\:*?"<>|]/g, '_')}.zip`;
      save(await portal.sharedDocuments.zip(matter.id, {}, { signal }), name);
      this.announce(this.#words('saved', { name }));
      const { value } = this.#faces;
      const ids = value?.documents.filter(({ matterId }) => matterId === matter.id).map(({ id }) => id) ?? [];
      this.#opened(ids, 'download');
      // Those that have not been read yet are new no more either.
      this.reload();
    });
  };

  #more = (matterId: string, folderId: string | null): void => {
    void this.#actions.run(keyOf(matterId, folderId), async (portal, signal) => {
      const { value } = this.#faces;
      if (value) this.#faces.replace(await readOn(portal, value, { matterId, folderId }, signal));
    });
  };

  #opened(ids: readonly string[], purpose: 'view' | 'download'): void {
    const { value } = this.#faces;
    // Whoever looks with the client's eyes leaves no receipt: to the client it stays new.
    if (value && !this.#faces.session?.preview) {
      this.#faces.replace(withOpened(value, new Set(ids), new Date().toISOString()));
    }
    const events = ids.map((id) => new PortalDocumentOpenedEvent(id, purpose));
    for (const event of events) this.dispatchEvent(event);
  }

  protected override render(): TemplateResult {
    const view: ShelfView = {
      words: this.#words,
      faces: this.facesContext().words,
      formats: this.formats,
      localized: (texts) => this.localized(texts),
      busy: this.#actions.busy,
      read: this.#read,
      download: this.#download,
      downloadAll: this.#downloadAll,
      more: this.#more,
    };
    const { face } = this.#faces;
    const { problem } = this.#actions;
    const session = this.#faces.session ?? this.portal?.session.current;
    return html`<div part="base" lang=${this.reading?.language ?? 'en'} dir=${this.reading?.direction ?? 'ltr'}>
      ${this.#faces.render({
        skeleton: shelfSkeleton,
        empty: () => emptyShelf(view),
        ready: (shelf) => html`
          ${shelfHeader(view, shelf)} ${problem ? html`<p class="banner">${problem}</p>` : nothing}
          ${shelf.matters.map((matter) => matterSection(view, shelf, matter))}
        `,
      })}
      ${session && (face === 'ready' || face === 'empty' || face === 'failed') ? supportFooter(view.faces, session.support) : nothing}
      ${this.#reader?.render() ?? nothing}
      <slot hidden></slot>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portal-documents': PortalDocuments;
  }
}
