/** What a client agrees to be charged by itself, and how they take it back: what is asked first, and what is said after. */
import type { Portal } from '@portico/client';
import type { FeeKind, SavedMethod } from '@portico/contract';
import type { Trouble } from '../core/desk.js';
import { usableOf } from './ways-autopay.js';
import { autopayKey, type WaysDesk, type WaysRead, type WaysView, type WayTrouble } from './ways-parts.js';
import type { WayWords } from './ways-words.js';

/** What it needs of the panel that it stands in. */
export interface ConsentsHost {
  readonly desk: WaysDesk;
  readonly words: () => WayWords;
  readonly announce: (text: string) => void;
  /** What is on screen; undefined while nothing has been read. */
  readonly read: () => WaysRead | undefined;
  /** Reads it again. */
  readonly readAll: () => Promise<void>;
  /** What was said of something else is over. */
  readonly begin: () => void;
  /** Says what was done, and brings the focus along. */
  readonly tell: (text: string, to: string) => Promise<void>;
  readonly focus: (to: string) => Promise<void>;
  /** Does something that may need a proof; undefined where the person would rather not. @param key where it is asked for */
  readonly proven: <T>(act: (portal: Portal) => Promise<T>, key: string) => Promise<T | undefined>;
}

export class Consents {
  readonly #host: ConsentsHost;

  constructor(host: ConsentsHost) {
    this.#host = host;
  }

  /** What the templates need of it. */
  get acts(): Pick<WaysView, 'flip' | 'chosen' | 'choose' | 'agree' | 'stop'> {
    return {
      flip: this.#flip,
      chosen: (kind) => this.#chosen(kind),
      choose: (kind, methodId) => {
        this.#host.desk.choose(`${autopayKey(kind)}/method`, methodId);
      },
      agree: this.#agree,
      stop: this.#stop,
    };
  }

  #flip = (kind: FeeKind, form: 'agree' | 'stop'): void => {
    const { begin, desk, focus } = this.#host;
    const key = autopayKey(kind);
    if (desk.busy(key)) return;
    begin();
    if (desk.opened(key) === form) {
      desk.close(key);
      return;
    }
    desk.open(key, form);
    void focus(`#${form}-title`);
  };

  /** What was chosen, what pays already, or the first that can. */
  #chosen(kind: FeeKind): SavedMethod | undefined {
    const read = this.#host.read();
    if (!read) return undefined;
    const usable = usableOf(read, kind);
    const consent = read.autopay.data.find((one) => one.kind === kind);
    const wanted = [this.#host.desk.typed(`${autopayKey(kind)}/method`), consent?.methodId];
    return wanted.flatMap((id) => usable.filter((one) => one.id === id))[0] ?? usable[0];
  }

  #agree = (kind: FeeKind): void => {
    const method = this.#chosen(kind);
    const hash = this.#host.read()?.autopay.terms.hash;
    if (!method || hash === undefined) return;
    this.#set(kind, ({ autopay }) => autopay.agree(kind, method.id, hash), 'agreed');
  };

  #stop = (kind: FeeKind): void => {
    this.#set(kind, ({ autopay }) => autopay.stop(kind), 'stopped');
  };

  #set(kind: FeeKind, act: (portal: Portal) => Promise<unknown>, said: 'agreed' | 'stopped'): void {
    const { announce, desk, focus, proven, tell, words } = this.#host;
    const key = autopayKey(kind);
    const to = `[data-switch=${kind}]`;
    announce(words()(said === 'agreed' ? 'agreeing' : 'stopping'));
    void desk.run(
      key,
      async () => (await proven(act, key)) !== undefined,
      (done) => {
        desk.forget(`${key}/method`);
        void (done ? tell(words()(said), to) : focus(to));
      },
      (trouble) => {
        void this.#notSet(kind, trouble);
      },
    );
  }

  /** What does not hold any more is read again, and nothing is agreed to by what was on screen. */
  async #notSet(kind: FeeKind, trouble: WayTrouble | Trouble): Promise<void> {
    const { announce, focus, readAll, words } = this.#host;
    announce(words()(trouble));
    if (trouble === 'offline' || trouble === 'server') return;
    await readAll();
    if (trouble === 'termsChanged' || trouble === 'gone') await focus('#agree-title');
    else if (trouble === 'off') await focus(`#autopay-title-${kind}`);
  }
}
