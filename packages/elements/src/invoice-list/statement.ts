/** A statement for a range of days, asked for below the list. It loads when it is opened first, and keeps what was chosen. */
import type { Portal } from '@portico/client';
import type { TemplateResult } from 'lit';
import { adopt } from '../core/adopt.js';
import { Desk } from '../core/desk.js';
import { LateWords } from '../core/late-words.js';
import { save } from '../core/save.js';
import { desk as deskStyles } from '../styles/desk.js';
import type { ListHost } from './list-host.js';
import type { Panel } from './panels.js';
import { type Days, daysOf, problemOf, type StatementChoice, statementChoices } from './statement-days.js';
import { FORM, statementForm, type StatementView } from './statement-form.js';
import { statementTexts } from './statement-words.js';
import { strings } from './statement.strings.js';
import { styles } from './panel.styles.js';

export class Statement implements Panel {
  readonly #host: ListHost;
  readonly #close: () => void;
  readonly #desk = new Desk<Portal, Blob, 'tooMany' | 'noPdf'>(() => this.#host.portal(), {
    statement_too_long: 'tooMany',
    pdf_unavailable: 'noPdf',
  });
  readonly #words = new LateWords(strings, statementTexts, () => void this.#host.changed());
  /** Whether a problem with the days is said: not before somebody has asked for the statement. */
  #strict = false;
  #name = '';

  constructor(host: ListHost, close: () => void) {
    this.#host = host;
    this.#close = close;
    adopt(host.root(), deskStyles);
    adopt(host.root(), styles);
    this.#desk.addEventListener('change', () => void host.changed());
  }

  async ready(): Promise<void> {
    await this.#words.ready(this.#host.reading().language);
  }

  render(): TemplateResult {
    return statementForm(this.#view());
  }

  get #choice(): StatementChoice {
    const typed = this.#desk.typed(`${FORM}/choice`);
    return statementChoices.find((one) => one === typed) ?? 'year';
  }

  get #days(): Days {
    const choice = this.#choice;
    if (choice !== 'own') return daysOf(choice);
    return { from: this.#desk.typed(`${FORM}/from`) ?? '', to: this.#desk.typed(`${FORM}/to`) ?? '' };
  }

  #view(): StatementView {
    const { reading, formats } = this.#host;
    const days = this.#days;
    return {
      words: this.#words.in(reading().language),
      formats: formats(),
      desk: this.#desk,
      choice: this.#choice,
      days,
      problem: this.#strict ? problemOf(days) : undefined,
      name: this.#name,
      submit: this.#submit,
      close: this.#close,
    };
  }

  #submit = (): void => {
    const { announce, changed, reading, root } = this.#host;
    const { language } = reading();
    const words = this.#words.in(language);
    const days = this.#days;
    const problem = problemOf(days);
    this.#strict = true;
    if (problem) {
      announce(words(problem.what));
      void changed().then(() => root().querySelector<HTMLElement>(`[name=${problem.field}]`)?.focus());
      return;
    }
    const name = `statement-${days.from}-${days.to}.pdf`;
    announce(words('working'));
    void this.#desk.run(
      FORM,
      (portal) => portal.invoices.statement({ ...days, language }),
      (pdf) => {
        this.#strict = false;
        save(pdf, (this.#name = name));
        announce(words('done', { name }));
      },
      (trouble) => {
        announce(words(trouble));
      },
    );
  };
}
