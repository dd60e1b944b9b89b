/**
 * Going on with the phone: a dialog with a code that the phone reads, and what has come of it. It is loaded when somebody asks for
 * it, and closing it ends the link.
 */
import type { Portal } from '@portico/client';
import { render } from 'lit';
import { adopt } from '../core/adopt.js';
import type { Formats } from '../core/formats.js';
import type { Reading } from '../core/language.js';
import { LateWords } from '../core/late-words.js';
import { PhoneRun } from './phone-run.js';
import { phone, type PhoneView } from './phone-view.js';
import { phoneTexts } from './phone-words.js';
import { strings } from './phone.strings.js';
import { styles } from './phone.styles.js';

/** What it is opened for. */
export interface PhoneOrder {
  readonly root: HTMLElement | DocumentFragment;
  readonly reading: () => Reading;
  readonly formats: () => Formats;
  readonly portal: Portal;
  readonly requestId: string;
  /** What is asked for, in the reader's language. */
  readonly title: string;
  /** Page that shows `portal-upload`. */
  readonly page: string;
  readonly announce: (text: string) => void;
  /** Documents have come. */
  readonly arrived: () => void;
}

export class Phone {
  readonly #order: PhoneOrder;
  readonly #dialog = document.createElement('dialog');
  readonly #run: PhoneRun;
  readonly #words = new LateWords(strings, phoneTexts, () => {
    this.#draw();
  });
  #copied = false;

  constructor(order: PhoneOrder) {
    this.#order = order;
    this.#run = new PhoneRun(order);
    this.#run.addEventListener('change', this.#changed);
    this.#run.addEventListener('arrive', () => {
      order.announce(this.#words.in(order.reading().language)('arrived', { count: this.#run.files }));
      order.arrived();
    });
    const dialog = this.#dialog;
    dialog.className = 'phone-dialog';
    dialog.setAttribute('aria-labelledby', 'phone-title');
    dialog.addEventListener('close', () => {
      this.#run.end();
      dialog.remove();
    });
  }

  /** Shows a code. Resolves when the dialog is closed. */
  async show(): Promise<void> {
    const { root, reading } = this.#order;
    const dialog = this.#dialog;
    const closed = new Promise<void>((resolve) => {
      dialog.addEventListener('close', () => {
        resolve();
      });
    });
    await this.#words.ready(reading().language);
    adopt(root, styles);
    root.append(dialog);
    this.#draw();
    dialog.showModal();
    dialog.querySelector<HTMLElement>('#phone-title')?.focus();
    void this.#run.begin();
    return closed;
  }

  /** Closes it and ends the link, for what is around it goes. */
  close(): void {
    if (this.#dialog.open) this.#dialog.close();
    else this.#run.end();
  }

  #changed = (): void => {
    if (this.#run.phase === 'making') this.#copied = false;
    this.#draw();
  };

  #copy = async (): Promise<void> => {
    const { url } = this.#run;
    if (url === undefined) return;
    try {
      await navigator.clipboard.writeText(url);
      this.#copied = true;
      this.#draw();
    } catch {
      // The page may not write there; the link stands beside the button, selected.
      this.#dialog.querySelector('input')?.select();
    }
  };

  #draw(): void {
    const { reading, formats, title } = this.#order;
    const { language, direction } = reading();
    const dialog = this.#dialog;
    if (!dialog.isConnected) return;
    dialog.lang = language;
    dialog.dir = direction;
    const view: PhoneView = {
      words: this.#words.in(language),
      formats: formats(),
      title,
      copied: this.#copied,
      copy: () => void this.#copy(),
      again: () => void this.#run.begin(),
      close: () => {
        this.close();
      },
    };
    const inside = dialog.matches(':focus-within');
    render(phone(view, this.#run), dialog);
    // What had the focus may be gone: a code that was opened shows no link any more.
    if (inside && !dialog.matches(':focus-within')) dialog.querySelector<HTMLElement>('#phone-title')?.focus();
  }
}
