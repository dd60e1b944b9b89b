/** What opens below the list, one at a time: its code comes when it is opened first, and what was typed stays when it is closed. */
import { nothing, type TemplateResult } from 'lit';
import type { ListHost } from './list-host.js';

export type PanelName = 'statement' | 'ways';

/** Something that opens below the list. Its title has the id `panel-title`. */
export interface Panel {
  /** Resolves when its words are there. */
  readonly ready: () => Promise<void>;
  readonly render: () => TemplateResult;
  /** Called when the element has drawn. */
  readonly updated?: () => void;
  /** Forgets what belongs to whoever was signed in. */
  readonly forget?: () => void;
}

export class Panels {
  readonly #host: ListHost;
  readonly #made = new Map<PanelName, Panel>();
  #opened: PanelName | undefined;

  constructor(host: ListHost) {
    this.#host = host;
  }

  /** What is open. */
  get opened(): PanelName | undefined {
    return this.#opened;
  }

  render(): TemplateResult | typeof nothing {
    return (this.#opened && this.#made.get(this.#opened)?.render()) ?? nothing;
  }

  /** Opens a panel with the focus on its title, or closes it with the focus back on its button. */
  toggle = (name: PanelName): void => {
    const { actions, changed, root } = this.#host;
    const focus = (selector: string) => changed().then(() => root().querySelector<HTMLElement>(selector)?.focus());
    if (this.#opened === name) {
      this.#opened = undefined;
      void focus(`[data-panel=${name}]`);
      return;
    }
    void actions.run(name, async () => {
      const panel = this.#made.get(name) ?? (await this.#make(name));
      this.#made.set(name, panel);
      await panel.ready();
      this.#opened = name;
      await focus('#panel-title');
    });
  };

  /** Closes what is open, since nobody may see it now; the focus stays where it is. */
  close(): void {
    this.#opened = undefined;
    for (const panel of this.#made.values()) panel.forget?.();
  }

  /** Called when the element has drawn. */
  updated(): void {
    if (this.#opened) this.#made.get(this.#opened)?.updated?.();
  }

  async #make(name: PanelName): Promise<Panel> {
    const close = (): void => {
      this.toggle(name);
    };
    if (name === 'ways') return new (await import('./ways.js')).Ways(this.#host, close);
    return new (await import('./statement.js')).Statement(this.#host, close);
  }
}
