import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import type { MemberCaller } from '../http/caller.js';
import { setCookie, staffCookie } from '../http/cookies.js';
import type { Actor } from '../database/actor.js';
import { ABSOLUTE_HOURS } from '../session/store.js';
import { type Given, type Member, SecondFactor } from './service.js';

interface Called {
  readonly caller: MemberCaller;
  readonly actor: Actor;
  readonly request: Request;
  readonly address: string;
}

export const routes = (deps: Deps) => {
  const { config } = deps;
  const factors = new SecondFactor(deps);
  const memberOf = ({ caller, actor, request, address }: Called): Member => ({
    caller,
    actor,
    address,
    // Credentials let no cookie change anything without an origin, and none that is not the firm's or our own.
    origin: request.headers.get('origin') ?? config.publicUrl,
  });
  /** The token that gets through is a new one: one that was planted before is worth nothing (fixation). */
  const welcome = <G extends Given>(headers: Headers, { token, ...answer }: G): Omit<G, 'token'> => {
    if (token !== null) {
      headers.append('set-cookie', setCookie(config, staffCookie(config), token, ABSOLUTE_HOURS * 3600));
    }
    return answer;
  };

  return bind(features.secondFactor, {
    listFactors: (call) => factors.list(memberOf(call)),
    removeFactor: (call) => factors.remove(memberOf(call), call.params.id),
    newRecoveryCodes: async (call) => ({ recoveryCodes: await factors.replaceRecoveryCodes(memberOf(call)) }),
    startTotp: (call) => factors.startTotp(memberOf(call)),
    confirmTotp: async (call) => welcome(call.headers, await factors.confirmTotp(memberOf(call), call.body.code)),
    startPasskey: (call) => factors.startPasskey(memberOf(call)),
    confirmPasskey: async (call) => welcome(call.headers, await factors.confirmPasskey(memberOf(call), call.body)),
    giveTotp: async (call) => welcome(call.headers, await factors.giveTotp(memberOf(call), call.body.code)).session,
    passkeyOptions: (call) => factors.passkeyOptions(memberOf(call)),
    givePasskey: async (call) =>
      welcome(call.headers, await factors.givePasskey(memberOf(call), call.body.credential)).session,
    giveRecoveryCode: async (call) =>
      welcome(call.headers, await factors.giveRecoveryCode(memberOf(call), call.body.code)).session,
  });
};
