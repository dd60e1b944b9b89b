/**
 * Text messages by Twilio's API, which other services speak as well: one POST a message. What is wrong with the message
 * (a number that is none, a receiver who has opted out) is given up; what is wrong with the service is tried again.
 */
import * as z from 'zod/mini';
import type { SmsSender } from './sms.js';
import { UndeliverableError } from './undeliverable.js';

export interface TwilioOptions {
  /** `https://<account sid>:<auth token>@api.twilio.com`; plain http for this machine alone. */
  readonly url: string;
  /** Number in E.164 that messages come from, or the id (`MG…`) of a messaging service. */
  readonly from: string;
}

/** Shorter than the relay's lease, so that no message is sent by two relays at once. */
const TIMEOUT_MS = 20_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const Failure = z.object({ code: z.number() });

/** @throws Error where the options cannot be used */
export function createTwilioSms(options: TwilioOptions): SmsSender {
  const { address, authorization } = accountOf(options.url);
  const { from } = options;
  if (!/^(\+[1-9]\d{6,14}|MG\w+)$/.test(from)) throw new Error('SMS_FROM must be a number in E.164 or begin with MG');
  const sender = from.startsWith('MG') ? 'MessagingServiceSid' : 'From';
  return {
    async send({ to, text }) {
      const response = await fetch(address, {
        method: 'POST',
        headers: { authorization, accept: 'application/json' },
        body: new URLSearchParams({ To: to, [sender]: from, Body: text }),
        // A service that moves away is a mistake of the configuration; the message would go to whoever it names.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === 200 || response.status === 201) {
        await response.body?.cancel();
        return;
      }
      const code = `twilio_${response.status}_${await codeOf(response)}`;
      const { status } = response;
      const lasting = status >= 400 && status < 500 && status !== 408 && status !== 429 && status !== 401;
      throw lasting ? new UndeliverableError(code) : Object.assign(new Error('The service did not take it'), { code });
    },
  };
}

/** The service's own number for what went wrong; its words may hold the receiver's number. */
async function codeOf(response: Response): Promise<number> {
  try {
    return z.safeParse(Failure, await response.json()).data?.code ?? 0;
  } catch {
    return 0;
  }
}

function accountOf(url: string): { readonly address: string; readonly authorization: string } {
  const { protocol, host, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.has(hostname))) {
    throw new Error('SMS_URL must begin with https://');
  }
  if (username === '' || password === '') throw new Error('SMS_URL must carry account and token');
  return {
    address: `${protocol}//${host}/2010-04-01/Accounts/${username}/Messages.json`,
    authorization: `Basic ${btoa(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)}`,
  };
}
