/**
 * Help where something failed: what happened, why, and what to do now, then what people often ask, and whom to call. A dialog of
 * its own that loads when somebody asks for it, over whatever is open, and gives the focus back when it closes.
 */
import type { Session } from '@portico/contract';
import { render } from 'lit';
import { adopt } from '../core/adopt.js';
import type { Reading } from '../core/language.js';
import { LateWords } from '../core/late-words.js';
import { help } from './help-view.js';
import { helpTexts } from './help-words.js';
import { strings } from './help.strings.js';
import { styles } from './help.styles.js';
import type { HelpTopic } from './topics.js';

/** What the help is given by what is around it. */
export interface HelpHost {
  readonly root: HTMLElement | DocumentFragment;
  readonly reading: () => Reading;
  /** Whom to turn to; undefined where that is not known. */
  readonly support: () => Session['support'] | undefined;
}

export class Help {
  readonly #host: HelpHost;
  readonly #dialog = document.createElement('dialog');
  readonly #words = new LateWords(strings, helpTexts, () => {
    this.render();
  });
  #topic: HelpTopic | undefined;

  constructor(host: HelpHost) {
    this.#host = host;
    const dialog = this.#dialog;
    dialog.className = 'help-dialog';
    dialog.setAttribute('aria-labelledby', 'help-title');
    dialog.addEventListener('close', () => {
      dialog.remove();
    });
    // A press beside the dialog closes it, as people expect of a sheet.
    dialog.addEventListener('click', ({ target }) => {
      if (target === dialog) dialog.close();
    });
  }

  /** Shows the help. @param topic what failed; without it the questions alone */
  async open(topic?: HelpTopic): Promise<void> {
    const { root, reading } = this.#host;
    await this.#words.ready(reading().language);
    this.#topic = topic;
    adopt(root, styles);
    if (!this.#dialog.isConnected) root.append(this.#dialog);
    this.render();
    if (this.#dialog.open) return;
    this.#dialog.showModal();
    // It is read from its top, whatever the first control is.
    this.#dialog.querySelector<HTMLElement>('#help-title')?.focus();
    this.#dialog.scrollTop = 0;
  }

  close(): void {
    this.#dialog.close();
  }

  /** Draws it anew, e.g. in another language. */
  render(): void {
    if (!this.#dialog.isConnected) return;
    const { language, direction } = this.#host.reading();
    const words = this.#words.in(language);
    const dialog = this.#dialog;
    dialog.lang = language;
    dialog.dir = direction;
    const view = {
      words,
      support: this.#host.support(),
      close: () => {
        this.close();
      },
    };
    render(help(view, this.#topic), dialog);
  }
}
