/**
 * What a client does about requests besides sending files: answers, ticks, "I don't have this", notes, taking back, "I am
 * finished". It draws nothing of its own accord: the panels put its parts where they belong, and it says what came of each act.
 */
import type { Portal } from '@portico/client';
import type { Checklist, ChecklistRequest, Document, LocalizedText } from '@portico/contract';
import { nothing, type TemplateResult } from 'lit';
import { isYours, progressOf, requestsOf } from '../checklist/progress.js';
import { adopt } from '../core/adopt.js';
import type { Formats } from '../core/formats.js';
import type { Reading } from '../core/language.js';
import { LateWords } from '../core/late-words.js';
import type { Localized } from '../core/localized.js';
import { changesBetween } from './changes.js';
import { besides, declinedView } from './decline-view.js';
import { finishing } from './finish-view.js';
import { type Act, LifeDesk } from './life-desk.js';
import type { LifeView } from './life-view.js';
import { lifeTexts, type LifeWords } from './life-words.js';
import { strings } from './life.strings.js';
import { desk } from '../styles/desk.js';
import { styles } from './life.styles.js';
import { questionView, taskView } from './question-view.js';
import { withdrawal } from './withdraw-view.js';

/** What the life of requests is given by the element around it. */
export interface LifeHost {
  readonly root: HTMLElement | DocumentFragment;
  readonly portal: () => Portal | undefined;
  readonly reading: () => Reading;
  readonly formats: () => Formats;
  readonly localized: (texts: LocalizedText) => Localized;
  readonly announce: (text: string) => void;
  readonly checklist: () => Checklist | undefined;
  /** The checklist as it is after an act. */
  readonly took: (checklist: Checklist) => void;
  /** What is on screen may not be so any more: read it again. */
  readonly stale: () => void;
  /** Opens a request and brings the focus there. */
  readonly start: (requestId: string) => void;
  /** There is something new to draw. */
  readonly changed: () => void;
}

export class Life {
  readonly #host: LifeHost;
  readonly #desk = new LifeDesk(() => this.#host.portal()?.requests);
  readonly #words = new LateWords(strings, lifeTexts, () => {
    this.#host.changed();
  });

  /** @param signal ends it for good */
  constructor(host: LifeHost, signal: AbortSignal) {
    this.#host = host;
    adopt(host.root, desk);
    adopt(host.root, styles);
    this.#desk.addEventListener('change', () => {
      host.changed();
    });
    window.addEventListener(
      'online',
      () => {
        this.#desk.reconnected();
      },
      { signal },
    );
  }

  /** Resolves when the words are there. */
  async ready(): Promise<void> {
    await this.#words.ready(this.#host.reading().language);
  }

  /** What stands where files are chosen otherwise: the question, the task, or what the client said instead. */
  act(request: ChecklistRequest): TemplateResult | typeof nothing {
    const view = this.#view();
    if (request.state === 'declined') return declinedView(view, request);
    if (request.type === 'question') return questionView(view, request);
    return request.type === 'task' ? taskView(view, request) : nothing;
  }

  /** Note and "I don't have this". */
  besides(request: ChecklistRequest): TemplateResult | typeof nothing {
    return besides(this.#view(), request);
  }

  withdrawal(
    request: ChecklistRequest,
    document: Document,
    replace: ((file: File) => void) | undefined,
  ): TemplateResult | typeof nothing {
    return withdrawal(this.#view(), request, document, replace);
  }

  /** What the place below "I am finished" shows. */
  finishing(): TemplateResult | typeof nothing {
    const checklist = this.#host.checklist();
    if (!checklist) return nothing;
    return finishing(this.#view(), checklist.id, missingOf(checklist), () => {
      this.#finish(checklist.id, true);
    });
  }

  /** "I am finished": says what is missing first, and tells the firm where nothing is. */
  finish(): void {
    const checklist = this.#host.checklist();
    if (!checklist) return;
    if (missingOf(checklist).length) this.#showMissing(checklist.id);
    else this.#finish(checklist.id, false);
  }

  #finish(id: string, anyway: boolean): void {
    this.#run(id, (requests) => requests.finish(id, { anyway }), this.#say('finished'));
  }

  #showMissing(id: string): void {
    this.#desk.open(id, 'missing');
    this.#focus('#missing');
  }

  /** Does one thing, and says what came of it. @param said what is said once it is saved */
  #run(id: string, act: Act, said: string, forgotten: readonly string[] = []): void {
    const before = this.#host.checklist();
    const hadFocus = this.#holdsFocus(id);
    void this.#desk.run(
      id,
      act,
      (checklist) => {
        this.#desk.forget(...forgotten);
        this.#host.took(checklist);
        this.#host.announce([said, ...this.#news(before, checklist, id)].join(' '));
        if (hadFocus) this.#keepFocus(id);
      },
      (trouble) => {
        if (trouble === 'incomplete') {
          this.#host.stale();
          this.#showMissing(id);
          return;
        }
        this.#host.announce(this.#say(trouble));
        if (trouble === 'offline' || trouble === 'server') return;
        this.#desk.forget(`${id}/tick`);
        this.#host.stale();
      },
    );
  }

  /** What the act has brought and taken away, and what comes next. */
  #news(before: Checklist | undefined, after: Checklist, id: string): readonly string[] {
    const words = this.#now;
    const { came, went } = changesBetween(before, after);
    const titles = (requests: readonly ChecklistRequest[]): string =>
      requests.map(({ title }) => this.#host.localized(title).text).join(', ');
    const { next } = progressOf(requestsOf(after));
    return [
      ...(came.length ? [words('came', { count: came.length, titles: titles(came) })] : []),
      ...(went.length ? [words('went', { count: went.length, titles: titles(went) })] : []),
      ...(next && next.id !== id ? [words('nextSaid', { title: this.#host.localized(next.title).text })] : []),
    ];
  }

  get #now(): LifeWords {
    return this.#words.in(this.#host.reading().language);
  }

  #say(key: 'saved' | 'finished' | 'closed' | 'gone' | 'changed' | 'tooLate' | 'offline' | 'server'): string {
    return this.#now(key);
  }

  #holdsFocus(id: string): boolean {
    const { root } = this.#host;
    const focused = root instanceof ShadowRoot ? root.activeElement : null;
    return Boolean(focused?.closest(`[data-request="${id}"], [data-finish]`));
  }

  /** A form that was sent is gone: the focus goes to what stands there now, and not to nowhere. */
  #keepFocus(id: string): void {
    const { root } = this.#host;
    if (!(root instanceof ShadowRoot)) return;
    requestAnimationFrame(() => {
      if (root.activeElement) return;
      const place = `[data-request="${id}"]`;
      const targets = [
        `${place} [data-next]`,
        `${place} [data-lead]`,
        `${place} [data-form]`,
        `${place} [data-open]`,
        '#step',
      ];
      targets
        .map((target) => root.querySelector<HTMLElement>(target))
        .find((found) => found !== null)
        ?.focus();
    });
  }

  #focus(target: string): void {
    requestAnimationFrame(() => this.#host.root.querySelector<HTMLElement>(target)?.focus());
  }

  #view(): LifeView {
    const { formats, localized, checklist, start, announce } = this.#host;
    const current = checklist();
    return {
      words: this.#now,
      formats: formats(),
      localized,
      desk: this.#desk,
      next: current && progressOf(requestsOf(current)).next,
      start,
      complain: announce,
      answer: ({ id }, value) => {
        this.#run(id, (requests) => requests.answer(id, value), this.#say('saved'), [`${id}/answer`]);
      },
      tick: ({ id }, done) => {
        this.#desk.type(`${id}/tick`, String(done));
        this.#run(id, (requests) => requests.tick(id, done), this.#say('saved'), [`${id}/tick`]);
      },
      decline: ({ id }, reason, note) => {
        const fields = [`${id}/reason`, `${id}/decline`];
        this.#run(id, (requests) => requests.decline(id, reason, note), this.#say('saved'), fields);
      },
      undecline: ({ id }) => {
        this.#run(id, (requests) => requests.undecline(id), this.#say('saved'));
      },
      saveNote: ({ id }, text) => {
        this.#run(id, (requests) => requests.saveNote(id, text), this.#say('saved'), [`${id}/note`]);
      },
      withdraw: ({ id }, document) => {
        const said = this.#now('takenBack', { name: document.name });
        this.#run(id, (requests) => requests.withdraw(document.id), said);
      },
      open: (id, form) => {
        this.#desk.open(id, form);
        this.#focus(`[data-panel="${id}"] [data-opened] :is(input, textarea, [tabindex])`);
      },
      close: (id) => {
        const form = this.#desk.opened(id) ?? '';
        this.#desk.close(id);
        this.#focus(form === 'missing' ? '[data-finish-start]' : `[data-panel="${id}"] [data-form="${form}"]`);
      },
    };
  }
}

/** Required and still the client's turn, in the firm's order. */
function missingOf(checklist: Checklist): readonly ChecklistRequest[] {
  return requestsOf(checklist).filter((request) => request.required && isYours(request));
}
