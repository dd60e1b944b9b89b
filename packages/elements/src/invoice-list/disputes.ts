/**
 * What a client asks about the invoice that is open. It loads with the first invoice; drafts are kept for each line while the
 * element lives, whoever signs in again, and are never another person's.
 */
import { type Dispute, DisputeReason, type Invoice } from '@portico/contract';
import { nothing, type TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import { LateWords } from '../core/late-words.js';
import { desk as deskStyles } from '../styles/desk.js';
import { DisputeDesk } from './dispute-desk.js';
import { fieldsOf } from './dispute-form.js';
import { type DisputeView, wordOf } from './dispute-parts.js';
import { lineMark, questions } from './dispute-view.js';
import { disputeTexts, type DisputeWords } from './dispute-words.js';
import { strings } from './dispute.strings.js';
import { styles } from './dispute.styles.js';
import type { ListHost } from './list-host.js';

/** What questions need of the list: it shows which invoices have one. */
export interface DisputesHost extends ListHost {
  readonly asked: (invoiceId: string, disputes: readonly Dispute[]) => void;
}

export class InvoiceDisputes {
  readonly #host: DisputesHost;
  readonly #desk = new DisputeDesk(() => this.#host.portal()?.disputes);
  readonly #words = new LateWords(strings, disputeTexts, () => void this.#host.changed());
  #invoice: Invoice | undefined;
  #disputes: readonly Dispute[] | undefined;
  #missing: DisputeView['missing'];
  #heard: AbortSignal | undefined;

  constructor(host: DisputesHost) {
    this.#host = host;
    adopt(host.root(), deskStyles);
    adopt(host.root(), styles);
    this.#desk.addEventListener('change', () => void host.changed());
  }

  /** Reads what was asked about an invoice. Where that fails the invoice is shown all the same, and says so. */
  async open(invoice: Invoice): Promise<void> {
    const { listening, reading } = this.#host;
    const signal = listening();
    if (this.#heard !== signal) {
      window.addEventListener('online', () => this.#desk.reconnected(), { signal });
      this.#heard = signal;
    }
    this.#invoice = invoice;
    this.#missing = undefined;
    await Promise.all([this.#words.ready(reading().language), this.#read()]);
  }

  /** What stands at a line. */
  mark(line: { readonly id: string; readonly description: string }): TemplateResult | typeof nothing {
    const view = this.#view();
    return view ? lineMark(view, line.id, line.description) : nothing;
  }

  /** What stands below the lines. */
  section(): TemplateResult | typeof nothing {
    const view = this.#view();
    return view ? questions(view) : nothing;
  }

  get #now(): DisputeWords {
    return this.#words.in(this.#host.reading().language);
  }

  async #read(): Promise<void> {
    const invoice = this.#invoice;
    const { listening, portal } = this.#host;
    if (!invoice) return;
    const options = { signal: listening() };
    const page = await portal()
      ?.disputes.list({ invoiceId: invoice.id, limit: 100 }, options)
      .catch(() => undefined);
    if (invoice === this.#invoice) this.#took(page?.data);
  }

  #took(disputes: readonly Dispute[] | undefined): void {
    this.#disputes = disputes;
    if (disputes && this.#invoice) this.#host.asked(this.#invoice.id, disputes);
    void this.#host.changed();
  }

  #view(): DisputeView | undefined {
    const invoice = this.#invoice;
    const { formats, session } = this.#host;
    const form = this.#form;
    if (!invoice) return undefined;
    const opened = this.#desk.opened(form);
    return {
      words: this.#now,
      formats: formats(),
      desk: this.#desk,
      invoice,
      disputes: this.#disputes,
      firm: session()?.firm.name ?? '',
      form,
      about: opened === 'whole' ? null : opened,
      missing: this.#missing,
      refused: this.#refused,
      read: () => void this.#read(),
      start: (lineId) => {
        this.#missing = undefined;
        this.#desk.open(form, lineId ?? 'whole');
        this.#focus('#ask-title');
      },
      cancel: () => {
        const about = this.#desk.opened(form);
        this.#desk.close(form);
        this.#focus(about === 'whole' ? '[data-ask=""]' : `[data-ask="${about ?? ''}"]`);
      },
      send: this.#send,
      show: ({ id }) => {
        this.#focus(`#thread-${id}`);
      },
      open: ({ id }, what) => {
        this.#desk.open(id, what);
        this.#focus(`[aria-labelledby="thread-${id}"] [data-form] :is(textarea, [tabindex])`);
      },
      close: ({ id }) => {
        const what = this.#desk.opened(id);
        this.#desk.close(id);
        this.#focus(`[aria-labelledby="thread-${id}"] [data-open-form="${what ?? ''}"]`);
      },
      write: ({ id }) => {
        const text = this.#desk.typed(`${id}/text`)?.trim() ?? '';
        if (text === '') this.#host.announce(this.#now('writeFirst'));
        else this.#run(id, (disputes) => disputes.write(id, text), 'sentMore', [`${id}/text`]);
      },
      takeBack: ({ id }) => {
        this.#run(id, (disputes) => disputes.withdraw(id), 'withdrawn', [`${id}/text`]);
      },
    };
  }

  /** Whose draft it is, and of which invoice. */
  get #form(): string {
    return `${this.#host.session()?.contact.id ?? ''}/${this.#invoice?.id ?? ''}`;
  }

  get #refused(): string | undefined {
    const may = this.#host.session()?.capabilities['invoices.dispute'];
    if (!may || may.allowed) return undefined;
    return may.reason === 'preview_read_only' ? this.#host.faces()('previewReadOnly') : this.#now('notHere');
  }

  #send = (): void => {
    const [form, invoice] = [this.#form, this.#invoice];
    const opened = this.#desk.opened(form);
    if (!invoice || opened === undefined) return;
    const fields = fieldsOf(form, opened === 'whole' ? null : opened);
    const reason = DisputeReason.options.find((one) => one === this.#desk.typed(fields[0]));
    const text = this.#desk.typed(fields[1])?.trim() ?? '';
    this.#missing = reason === undefined ? 'pickReason' : text === '' ? 'writeFirst' : undefined;
    if (reason === undefined || this.#missing) {
      this.#host.announce(this.#now(this.#missing ?? 'pickReason'));
      this.#focus(`[data-form=ask] ${reason === undefined ? 'input' : 'textarea'}`);
      return;
    }
    const lineId = opened === 'whole' ? undefined : opened;
    this.#run(form, (disputes) => disputes.open(invoice.id, { lineId, reason, text }), 'sent', fields);
  };

  /** Does one thing, says what came of it, and brings the focus to the thread that it is in. */
  #run(
    id: string,
    act: Parameters<DisputeDesk['run']>[1],
    said: 'sent' | 'sentMore' | 'withdrawn',
    forgotten: readonly string[],
  ): void {
    const invoice = this.#invoice;
    this.#host.announce(this.#now('sending'));
    void this.#desk.run(
      id,
      act,
      (dispute) => {
        this.#desk.forget(...forgotten);
        this.#host.announce(this.#now(said));
        if (invoice?.id !== this.#invoice?.id) return;
        const others = this.#disputes?.filter((one) => one.id !== dispute.id) ?? [];
        this.#took([dispute, ...others].sort((a, b) => b.openedAt.localeCompare(a.openedAt)));
        this.#focus(`#thread-${dispute.id}`);
      },
      (trouble) => {
        this.#host.announce(this.#now(wordOf(trouble)));
        if (trouble !== 'offline' && trouble !== 'server') void this.#read();
      },
    );
  }

  #focus(selector: string): void {
    void this.#host.changed().then(() => {
      const found = this.#host.root().querySelector<HTMLElement>(selector);
      (found ?? this.#host.root().querySelector<HTMLElement>('#questions-title'))?.focus();
    });
  }
}
