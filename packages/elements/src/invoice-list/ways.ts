/**
 * The cards and bank accounts that a client keeps, and automatic payments, below the list. It loads when it is opened first, reads
 * anew whenever it is opened, and keeps what was begun. Whatever it is told by fields or by time, what it shows is what the server says.
 */
import type { Portal } from '@portico/client';
import type { FeeKind, SavedMethod } from '@portico/contract';
import type { TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import { Desk } from '../core/desk.js';
import { LateWords } from '../core/late-words.js';
import { ProofForm } from '../form/proof-form.js';
import { ProofRun } from '../form/proof-run.js';
import { isCheckout } from '../payment/pay-by.js';
import type { DemoCard } from '../payment/payment-parts.js';
import { paymentTexts } from '../payment/payment-words.js';
import { strings as paymentStrings } from '../payment/payment.strings.js';
import { desk as deskStyles } from '../styles/desk.js';
import { AddMethod } from './add-method.js';
import type { ListHost } from './list-host.js';
import { methodTexts } from './methods-words.js';
import { strings as methodStrings } from './methods.strings.js';
import { MethodFields } from './method-fields.js';
import { styles as panelStyles } from './panel.styles.js';
import type { Panel } from './panels.js';
import { Consents } from './ways-consents.js';
import { addKey, nameOf, type WaysDesk, type WaysRead, type WaysView, type WayTrouble } from './ways-parts.js';
import { waysPanel } from './ways-view.js';
import { wayTexts } from './ways-words.js';
import { strings } from './ways.strings.js';
import { styles } from './ways.styles.js';

const TITLE = '#panel-title';

export class Ways implements Panel {
  readonly #host: ListHost;
  readonly #close: () => void;
  readonly #desk: WaysDesk = new Desk<Portal, boolean, WayTrouble>(() => this.#host.portal(), {
    terms_changed: 'termsChanged',
    autopay_off: 'off',
    not_found: 'gone',
    method_elsewhere: 'gone',
    not_permitted: 'notHere',
    preview_read_only: 'preview',
    processor_unavailable: 'unavailable',
    too_many_requests: 'tooOften',
  });
  readonly #draw = (): void => void this.#host.changed();
  readonly #words = new LateWords(strings, wayTexts, this.#draw);
  readonly #methodWords = new LateWords(methodStrings, methodTexts, this.#draw);
  readonly #paymentWords = new LateWords(paymentStrings, paymentTexts, this.#draw);
  readonly #proofs = new ProofRun();
  readonly #proofForm: ProofForm;
  readonly #adding: AddMethod;
  readonly #fields: MethodFields;
  readonly #consents: Consents;
  #read: WaysView['read'] = 'loading';
  /** Counts readings: an answer to an earlier one is late. */
  #round = 0;
  #heard: AbortSignal | undefined;
  #language = '';
  #news: string | undefined;
  #provingFor: string | undefined;
  #card: DemoCard = 'card_ok';

  constructor(host: ListHost, close: () => void) {
    const { element, root, portal, reading, session, announce, texts } = host;
    this.#host = host;
    this.#close = close;
    for (const one of [deskStyles, panelStyles, styles]) adopt(root(), one);
    const language = (): string => reading().language;
    const email = (): string => session()?.contact.email ?? '';
    this.#proofForm = new ProofForm({ element, language, texts, email, announce }, this.#proofs);
    this.#adding = new AddMethod(portal, (act) => this.#proven(act));
    this.#fields = new MethodFields({ element, root, language, changed: host.changed }, this.#adding);
    this.#consents = new Consents({
      ...{ desk: this.#desk, announce, words: () => this.#now, read: () => this.#value },
      ...{ readAll: () => this.#readAll(), focus: (to) => this.#focus(to), tell: (text, to) => this.#tell(text, to) },
      begin: () => {
        this.#news = undefined;
      },
      proven: (act, key) => this.#proven(act, key),
    });
    for (const one of [this.#desk, this.#proofs, this.#adding]) one.addEventListener('change', this.#draw);
  }

  async ready(): Promise<void> {
    const { listening, reading } = this.#host;
    const { language } = reading();
    const signal = listening();
    if (this.#heard !== signal) window.addEventListener('online', this.#online, { signal });
    this.#heard = signal;
    this.#news = undefined;
    void this.#readAll();
    await Promise.all([this.#words, this.#methodWords, this.#paymentWords].map((one) => one.ready(language)));
  }

  render(): TemplateResult {
    return waysPanel(this.#view());
  }

  /** Called when the element has drawn. */
  updated(): void {
    this.#proofForm.update();
    const { language } = this.#host.reading();
    if (language === this.#language || this.#language === '') return;
    // What is agreed to is read in the language on screen.
    void this.#readAll();
    this.#fields.restyle(language);
  }

  /** Forgets everything: the next to see it may be somebody else. */
  forget(): void {
    this.#round += 1;
    this.#proofs.cancel();
    this.#adding.end();
    this.#fields.remove();
    this.#read = 'loading';
    this.#language = '';
    this.#news = undefined;
  }

  get #now() {
    return this.#words.in(this.#host.reading().language);
  }

  get #value(): WaysRead | undefined {
    return typeof this.#read === 'string' ? undefined : this.#read;
  }

  #view(): WaysView {
    const { formats, payBy, reading, session, faces } = this.#host;
    const { language } = reading();
    const may = session()?.capabilities['invoices.pay'];
    const isPreview = may && !may.allowed && may.reason === 'preview_read_only';
    return {
      words: this.#now,
      methodWords: this.#methodWords.in(language),
      paymentWords: this.#paymentWords.in(language),
      ...{ formats: formats(), session: session(), desk: this.#desk, adding: this.#adding, read: this.#read },
      ...{ news: this.#news, card: this.#card, hasFields: this.#fields.shown },
      refused: isPreview ? faces()('previewReadOnly') : undefined,
      addable: !isCheckout(payBy()) || this.#value?.kept.processor === 'demo',
      proving: this.#proofs.asking && this.#provingFor,
      pick: (card) => {
        this.#card = card;
        this.#draw();
      },
      add: (kind) => void this.#add(kind),
      keep: () => void this.#keep(),
      retryFields: () => void this.#showFields(),
      cancelAdding: () => {
        const { kind } = this.#adding;
        this.#fields.remove();
        this.#adding.end();
        void this.#focus(`[data-add=${kind ?? ''}]`);
      },
      askRemove: ({ id }) => {
        this.#news = undefined;
        this.#desk.open(id, 'remove');
        void this.#focus('#remove-title');
      },
      remove: this.#remove,
      leave: (id, to) => {
        this.#desk.close(id);
        void this.#focus(to);
      },
      ...this.#consents.acts,
      retry: () => void this.#readAll().then(() => this.#focus(TITLE)),
      close: this.#close,
    };
  }

  /** Reads what is kept and agreed to; what is on screen stays until it is there. */
  async #readAll(): Promise<void> {
    const { portal, reading, changed } = this.#host;
    const here = portal();
    if (!here) return;
    const round = (this.#round += 1);
    const signal = this.#host.listening();
    const { language } = reading();
    this.#language = language;
    if (this.#read === 'failed') this.#read = 'loading';
    const read = await Promise.all([
      here.paymentMethods.kept({ signal }),
      here.autopay.get({ language, signal }),
    ]).catch(() => undefined);
    if (signal.aborted || round !== this.#round) return;
    if (read) this.#read = { kept: read[0], autopay: read[1] };
    else if (this.#value === undefined) this.#read = 'failed';
    await changed();
    if (this.#read === 'failed') this.#host.announce(this.#now('failed'));
  }

  #online = (): void => {
    this.#desk.reconnected();
    if (this.#read === 'failed') void this.#readAll();
  };

  async #focus(selector: string): Promise<void> {
    await this.#host.changed();
    const { activeElement } = document;
    const root = this.#host.root();
    // Whoever has gone elsewhere meanwhile stays there.
    if (activeElement && activeElement !== document.body && !this.#host.element.matches(':focus-within')) return;
    const found = root.querySelector<HTMLElement>(selector) ?? root.querySelector<HTMLElement>(TITLE);
    found?.focus();
  }

  /** Says what was done, shows it, and brings the focus along. */
  async #tell(text: string, to = TITLE): Promise<void> {
    this.#news = text;
    this.#host.announce(text);
    await this.#readAll();
    await this.#focus(to);
  }

  /** Does something that may need a proof of who asks for it. @param key where the proof is asked for */
  async #proven<T>(act: (portal: Portal) => Promise<T>, key = this.#provingFor): Promise<T | undefined> {
    const { portal, listening } = this.#host;
    const here = portal();
    if (!here) return undefined;
    this.#provingFor = key;
    return this.#proofs.guard(here, () => act(here), listening());
  }

  async #add(kind: FeeKind): Promise<void> {
    if (this.#adding.busy) return;
    this.#fields.remove();
    this.#news = undefined;
    this.#card = 'card_ok';
    this.#provingFor = addKey(kind);
    await this.#adding.begin(kind);
    const { fields, problem } = this.#adding;
    if (problem) this.#host.announce(this.#now(problem));
    if (!fields) await this.#focus(`[data-add=${kind}]`);
    else await Promise.all([this.#focus('#add-title'), this.#showFields()]);
  }

  async #showFields(): Promise<void> {
    await this.#fields.show();
    const { problem } = this.#adding;
    if (problem) this.#host.announce(this.#now(problem));
  }

  async #keep(): Promise<void> {
    const { announce, listening } = this.#host;
    if (this.#adding.busy) return;
    announce(this.#now('keeping'));
    const isDemo = this.#adding.fields?.processor === 'demo';
    const kept = isDemo ? await this.#adding.demo(this.#card, listening()) : await this.#fields.keep(listening());
    const { problem } = this.#adding;
    if (problem) announce(this.#now(problem));
    if (!kept) return;
    this.#fields.remove();
    this.#adding.end();
    if (kept === 'later') await this.#tell(this.#now('keptLater'));
    else await this.#tell(this.#now('kept', { name: this.#name(kept) }), `#${kept.id}`);
  }

  #name(method: SavedMethod): string {
    return nameOf({ methodWords: this.#methodWords.in(this.#host.reading().language) }, method);
  }

  #remove = (method: SavedMethod): void => {
    const { id } = method;
    const act = async ({ paymentMethods }: Portal): Promise<boolean> => {
      await paymentMethods.forget(id);
      return true;
    };
    const removed = (): void => void this.#tell(this.#now('removed', { name: this.#name(method) }));
    void this.#desk.run(id, act, removed, (trouble) => {
      // It is gone, which is what was wanted.
      if (trouble !== 'gone') this.#host.announce(this.#now(trouble));
      else {
        this.#desk.close(id);
        void this.#tell(this.#now('removedBefore'));
      }
    });
  };
}
