/**
 * The mailer of development, tests and pages: it keeps the last messages in memory instead of sending
 * them, and finds the code and the link in them, which is what a developer opens a mail for.
 */
import { type Clock, systemClock } from './clock.js';
import type { Mail, Mailer } from './mail.js';

/** Messages kept; older ones are dropped. */
const KEPT = 200;

export interface CaughtMail extends Mail {
  readonly at: Date;
  /** Six-digit code on a line of the text, bound to a host or not; or null. */
  readonly code: string | null;
  /** First address in the text, or null. */
  readonly link: string | null;
}

export interface MailCatcher extends Mailer {
  /** Newest first; of those that came at one time, sent side by side, the one written last. */
  list(): readonly CaughtMail[];
  /** The newest message to an address, as soon as there is one. */
  mailTo(address: string): Promise<CaughtMail>;
  /** Forgets everything caught so far. */
  clear(): void;
}

export function createMailCatcher({ clock = systemClock }: { readonly clock?: Clock } = {}): MailCatcher {
  let caught: CaughtMail[] = [];
  let waiting: { readonly to: string; readonly resolve: (mail: CaughtMail) => void }[] = [];
  return {
    send(mail) {
      const one = {
        ...mail,
        at: clock.now(),
        code: /^(?:@\S+ #)?(\d{6})$/m.exec(mail.text)?.[1] ?? null,
        link: /^https?:\/\/\S+$/m.exec(mail.text)?.[0] ?? null,
      };
      const place = caught.findIndex((other) => !overtook(other, one));
      caught = caught.toSpliced(place < 0 ? caught.length : place, 0, one).slice(0, KEPT);
      for (const { resolve } of waiting.filter(({ to }) => to === mail.to)) resolve(one);
      waiting = waiting.filter(({ to }) => to !== mail.to);
      return Promise.resolve();
    },
    list: () => caught,
    mailTo(address) {
      const there = caught.find(({ to }) => to === address);
      if (there) return Promise.resolve(there);
      return new Promise((resolve) => {
        waiting.push({ to: address, resolve });
      });
    },
    clear() {
      caught = [];
    },
  };
}

/** Ids are in the order of their making, so they tell which of two mails of a moment was written last. */
function overtook(other: CaughtMail, one: CaughtMail): boolean {
  return other.at.getTime() === one.at.getTime() && other.id > one.id;
}
