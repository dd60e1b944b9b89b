/** What the client does about what they are asked, besides sending documents. */
import {
  answerQuestion,
  declineRequest,
  finishChecklist,
  saveNote,
  tickTask,
  undeclineRequest,
  withdrawDocument,
  type AnswerValue,
  type Checklist,
  type DeclineReason,
} from '@portico/contract';
import type { CallOptions, Calls } from './call.js';

/**
 * Acts on the requests of a checklist. Each gives the whole checklist as it is afterwards, since one answer can bring other
 * requests or take them away. `ProblemError` `not_found` where a request is not (any longer) made of the client, and
 * `request_closed` where the firm has accepted it or does without.
 */
export class Requests {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Keeps words to the firm, at most 1000 characters; '' takes them away. They go with what is sent next. */
  saveNote(id: string, text: string, options?: CallOptions): Promise<Checklist> {
    return this.#calls.json(saveNote, { params: { id }, body: { text } }, options);
  }

  /** Answers a question; null takes the answer back. `ProblemError` `answer_invalid` where it is none of the choices. */
  answer(id: string, value: AnswerValue | null, options?: CallOptions): Promise<Checklist> {
    return this.#calls.json(answerQuestion, { params: { id }, body: { value } }, options);
  }

  /** Ticks a task off, or unticks it. */
  tick(id: string, done: boolean, options?: CallOptions): Promise<Checklist> {
    return this.#calls.json(tickTask, { params: { id }, body: { done } }, options);
  }

  /** Says why the client sends nothing. `ProblemError` `conflict` where something of it is with the firm. */
  decline(id: string, reason: DeclineReason, note?: string, options?: CallOptions): Promise<Checklist> {
    const body = { reason, ...(note && { note }) };
    return this.#calls.json(declineRequest, { params: { id }, body }, options);
  }

  /** Takes that back. */
  undecline(id: string, options?: CallOptions): Promise<Checklist> {
    return this.#calls.json(undeclineRequest, { params: { id } }, options);
  }

  /** Takes a document back. `ProblemError` `withdraw_closed` where it has been opened, or the time is over. */
  withdraw(documentId: string, options?: CallOptions): Promise<Checklist> {
    return this.#calls.json(withdrawDocument, { params: { id: documentId } }, options);
  }

  /**
   * Says that the client is finished with a checklist. `ProblemError` `checklist_incomplete` where something required is
   * open: its `missing` names the requests, and `anyway` finishes all the same.
   */
  finish(
    checklistId: string,
    { anyway = false }: { readonly anyway?: boolean } = {},
    options?: CallOptions,
  ): Promise<Checklist> {
    return this.#calls.json(finishChecklist, { params: { id: checklistId }, body: { anyway } }, options);
  }
}
