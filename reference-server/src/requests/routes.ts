import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind, type Call } from '../http/bind.js';
import { viewerOf } from '../http/caller.js';
import { type Client, Requests } from './service.js';
import { Withdrawals } from './withdraw.js';

export const routes = (deps: Deps) => {
  const requests = new Requests(deps);
  const withdrawals = new Withdrawals(deps);
  return bind(features.requests, {
    saveNote: (call) => requests.saveNote(clientOf(call), call.params.id, call.body.text),
    answerQuestion: (call) => requests.answer(clientOf(call), call.params.id, call.body.value),
    tickTask: (call) => requests.tick(clientOf(call), call.params.id, call.body.done),
    declineRequest: (call) =>
      requests.decline(clientOf(call), call.params.id, call.body.reason, call.body.note ?? null),
    undeclineRequest: (call) => requests.undecline(clientOf(call), call.params.id),
    withdrawDocument: (call) => withdrawals.withdraw(clientOf(call), call.params.id),
    finishChecklist: (call) => requests.finish(clientOf(call), call.params.id, call.body.anyway),
  });
};

type ClientCall = Call<(typeof features.requests)['saveNote' | 'withdrawDocument' | 'finishChecklist']>;

function clientOf({ caller, actor }: Pick<ClientCall, 'caller' | 'actor'>): Client {
  return {
    actor,
    viewer: { ...viewerOf(caller), contactId: caller.contactId },
    withdrawMinutes: caller.session.settings.withdrawMinutes,
  };
}
