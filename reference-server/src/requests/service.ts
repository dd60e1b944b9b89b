/** What a client does about what they are asked: each act is one change, and answers the checklist as it is after it. */
import {
  answerInvalid,
  type AnswerValue,
  type Checklist,
  checklistIncomplete,
  conflict,
  type DeclineReason,
  notFound,
  type Question,
  requestClosed,
} from '@portico/contract';
import { getChecklist } from '../checklists/view.js';
import type { Actor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import type { Viewer } from '../http/caller.js';
import { Refusal } from '../http/refusal.js';
import { adapt } from './adapt.js';
import { type Act, isOver, isYours, type KeptState, stateAfter } from './life.js';
import * as store from './store.js';

/** Who acts, and how long they may take a document back. */
export interface Client {
  readonly actor: Actor;
  readonly viewer: Viewer & { readonly contactId: string };
  readonly withdrawMinutes: number;
}

/** What a client does about a request besides sending documents. */
export class Requests {
  readonly #work: Deps['work'];

  constructor({ work }: Pick<Deps, 'work'>) {
    this.#work = work;
  }

  /** Keeps words to the firm. They wait for something to go with, unless something is with the firm. */
  saveNote(client: Client, id: string, text: string): Promise<Checklist> {
    const { contactId } = client.viewer;
    return this.#act(client, id, async ({ tx, now, record, nothing }, request) => {
      if (isOver(request.state)) throw new Refusal(requestClosed);
      const { firmId } = request;
      const before = await store.findNote(tx, firmId, id, contactId);
      if ((before?.text ?? '') === text) {
        nothing();
        return;
      }
      const isSent = !isYours(request.state);
      await store.putNote(tx, {
        firm_id: firmId,
        request_id: id,
        contact_id: contactId,
        text,
        sent_at: isSent ? now : null,
      });
      record({
        action: 'requests.saveNote',
        object: id,
        event: isSent ? eventOf('request.noted', request) : null,
      });
    });
  }

  /** Answers a question; null takes the answer back. */
  answer(client: Client, id: string, value: AnswerValue | null): Promise<Checklist> {
    return this.#act(client, id, async (change, request) => {
      if (request.type !== 'question' || !request.question) throw new Refusal(notFound);
      if (value !== null && !isAnswer(request.question, value)) throw new Refusal(answerInvalid);
      await this.#respond(change, client, request, value, ['request.answered', 'request.unanswered']);
    });
  }

  /** Ticks a task off, or unticks it. */
  tick(client: Client, id: string, done: boolean): Promise<Checklist> {
    return this.#act(client, id, async (change, request) => {
      if (request.type !== 'task') throw new Refusal(notFound);
      await this.#respond(change, client, request, done || null, ['request.ticked', 'request.unticked']);
    });
  }

  /** Says that the client does not have it. */
  decline(client: Client, id: string, reason: DeclineReason, note: string | null): Promise<Checklist> {
    const { contactId } = client.viewer;
    return this.#act(client, id, async ({ tx, now, record, nothing }, request) => {
      const to = mustLead('decline', request);
      const { state, declined, firmId } = request;
      if (state === 'declined' && declined?.reason === reason && declined.note === note) {
        nothing();
        return;
      }
      await store.moveRequest(tx, request, to, { declined: { reason, note, by: contactId, at: now } });
      await store.sendNotes(tx, { firmId, id, contactId, now });
      record({
        action: 'requests.decline',
        object: id,
        event: eventOf('request.declined', request, { reason }),
      });
    });
  }

  /** Takes that back. */
  undecline(client: Client, id: string): Promise<Checklist> {
    return this.#act(client, id, async (change, request) => {
      const { tx, record, nothing } = change;
      if (isYours(request.state)) {
        nothing();
        return;
      }
      await store.moveRequest(tx, request, mustLead('undecline', request), { declined: null });
      await adaptTo(change, request);
      record({ action: 'requests.undecline', object: id, event: eventOf('request.undeclined', request) });
    });
  }

  /** Says that the client is finished. @throws Refusal `checklist_incomplete` with what is missing, unless `anyway` */
  finish(client: Client, id: string, anyway: boolean): Promise<Checklist> {
    const { actor, viewer } = client;
    const { firmId, contactId } = viewer;
    return this.#work.change(actor, async ({ tx, now, record, nothing }) => {
      const checklist = await store.lockChecklist(tx, viewer, id);
      if (!checklist) throw new Refusal(notFound);
      const missing = await store.missingOf(tx, firmId, id);
      if (missing.length > 0 && !anyway) throw new Refusal(checklistIncomplete, { missing });
      const before = checklist.finished_missing;
      if (before?.join() === missing.join()) {
        nothing();
      } else {
        await store.finish(tx, firmId, id, now, missing);
        await store.sendAllNotes(tx, { firmId, checklistId: id, contactId, now });
        record({
          action: 'checklists.finish',
          object: id,
          event: {
            type: 'checklist.finished',
            data: { checklistId: id, matterId: checklist.matter_id, missing: missing.length },
          },
        });
      }
      return present({ tx, now }, client, id);
    });
  }

  async #respond(
    change: Change,
    { viewer: { contactId } }: Client,
    request: store.LockedRequest,
    answer: AnswerValue | null,
    [given, taken]: readonly [string, string],
  ): Promise<void> {
    const { tx, now, record, nothing } = change;
    const { id, firmId } = request;
    if (isOver(request.state)) throw new Refusal(requestClosed);
    if (answer === request.answer && (answer !== null) === !isYours(request.state)) {
      nothing();
      return;
    }
    // What has not been answered can also be declined; taking back what is not there changes nothing.
    if (answer === null && request.answer === null) {
      nothing();
      return;
    }
    const to = mustLead(answer === null ? 'unanswer' : 'answer', request);
    await store.moveRequest(tx, request, to, {
      answer,
      answeredBy: contactId,
      ...(request.declined && { declined: null }),
    });
    if (answer !== null) await store.sendNotes(tx, { firmId, id, contactId, now });
    record({
      action: `requests.${answer === null ? 'unanswer' : 'answer'}`,
      object: id,
      event: eventOf(answer === null ? taken : given, request),
    });
    await adaptTo(change, request);
  }

  #act(
    client: Client,
    id: string,
    run: (change: Change, request: store.LockedRequest) => Promise<void>,
  ): Promise<Checklist> {
    return this.#work.change(client.actor, async (change) => {
      const request = await store.lockRequest(change.tx, client.viewer, id);
      if (!request) throw new Refusal(notFound);
      await run(change, request);
      return present(change, client, request.checklistId);
    });
  }
}

/** The checklist as the client sees it after an act. */
export async function present(
  { tx, now }: Pick<Change, 'tx' | 'now'>,
  { viewer, withdrawMinutes }: Client,
  id: string,
): Promise<Checklist> {
  const checklist = await getChecklist(tx, viewer, id, { withdrawMinutes, now });
  if (!checklist) throw new Refusal(notFound);
  return checklist;
}

function mustLead(act: Act, request: store.LockedRequest): KeptState {
  const to = stateAfter(act, request);
  if (to === undefined) throw new Refusal(isOver(request.state) ? requestClosed : conflict);
  return to;
}

async function adaptTo(change: Change, { firmId, checklistId, matterId }: store.LockedRequest): Promise<void> {
  await adapt(change, { firmId, checklistId, matterId });
}

function eventOf(
  type: string,
  { id, checklistId, matterId }: store.LockedRequest,
  more: Readonly<Record<string, string>> = {},
) {
  return { type, data: { requestId: id, checklistId, matterId, ...more } };
}

function isAnswer({ kind, choices }: Question, value: AnswerValue): boolean {
  switch (kind) {
    case 'yes_no':
      return typeof value === 'boolean';
    case 'choice':
      return choices.some((choice) => choice.value === value);
    case 'text':
      return typeof value === 'string' && value.trim() !== '';
  }
}
