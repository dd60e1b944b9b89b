/**
 * One run through signing in: a password; an address or a number, then a code; a passkey; or a link. It refuses steps that
 * make no sense and keeps what went wrong as a code, so that the element only has to draw it.
 */
import { ProblemError, type Portal } from '@portico/client';
import type { PortalInfo, Session } from '@portico/contract';
import type { FollowedLink } from '../core/link.js';
import { digitsOf, phoneOf } from '../form/digits.js';
import { Run } from '../form/run.js';
import { isEmail, problemOf, weaknessOf, type SignInProblem } from './sign-in-problem.js';
import { firstStep, messageOf, stepOf, type FirstStep, type SignInStep } from './sign-in-steps.js';

/** What a message is asked for with. */
export interface Message {
  readonly email: string;
  /** BCP 47 tag of the message. */
  readonly language: string;
  /** Page that the link leads back to. */
  readonly returnTo: string;
}

/** Milliseconds before another code can be asked for. */
const pause = 30_000;

/** Dispatches `change` after every step. */
export class SignInRun extends Run<SignInProblem> {
  readonly portal: Portal;
  readonly #link: FollowedLink | undefined;
  #ways: PortalInfo['signIn'] | undefined;
  #attempt: string | undefined;
  #nextCodeAt = 0;

  step: SignInStep;
  email = '';
  /** As it was typed. */
  phone = '';
  /** How the code of this run travels. */
  channel: 'email' | 'sms' = 'email';
  /** What came of a link about another address. */
  outcome: 'waiting' | 'changed' | 'refused' = 'waiting';

  /** @param link what was followed to come here, if anything */
  constructor(portal: Portal, link?: FollowedLink) {
    super();
    this.portal = portal;
    this.#link = link;
    this.step = link ? stepOf(link) : 'email';
  }

  /** Takes what the firm allows; nobody who has begun is led elsewhere. */
  set ways(ways: PortalInfo['signIn'] | undefined) {
    this.#ways = ways;
    if (this.step === 'email' && !this.email) this.step = firstStep(ways);
    this.changed();
  }

  /** What the firm allows, once that is known. */
  get ways(): PortalInfo['signIn'] | undefined {
    return this.#ways;
  }

  /** What a message brings: a code, a link alone, or undefined where no message is sent. */
  get message(): 'code' | 'link' | undefined {
    return messageOf(this.#ways);
  }

  /** Asks for a message with code and link. */
  async start(message: Message, signal: AbortSignal): Promise<void> {
    if (!this.#takeAddress(message.email)) return;
    await this.ask(async () => {
      const { attempt } = await this.portal.signIn.start({ ...message, email: this.email }, { signal });
      this.#sent(attempt, 'email');
    });
  }

  /** Asks for a text message with a code. @param typed the number, with its country code */
  async startSms(typed: string, language: string, signal: AbortSignal): Promise<void> {
    this.phone = typed.trim();
    const phone = phoneOf(typed);
    if (!phone) {
      this.fail('phone_invalid');
      return;
    }
    await this.ask(async () => {
      const { attempt } = await this.portal.signIn.startSms({ phone, language }, { signal });
      this.#sent(attempt, 'sms');
    });
  }

  /** Completes with what was typed or pasted; spaces and dashes do not count. Undefined where it did not work. */
  async withCode(typed: string, signal: AbortSignal): Promise<Session | undefined> {
    const attempt = this.#attempt;
    const code = digitsOf(typed);
    if (!attempt) this.back();
    if (!attempt || code.length !== 6) {
      this.fail('code_missing');
      return undefined;
    }
    return this.ask(() => this.portal.signIn.withCode({ attempt, code }, { signal }));
  }

  /** Signs in with both. Undefined where it did not work. */
  async withPassword(email: string, password: string, signal: AbortSignal): Promise<Session | undefined> {
    if (!this.#takeAddress(email)) return undefined;
    if (!password) {
      this.fail('password_missing');
      return undefined;
    }
    return this.ask(() => this.portal.signIn.withPassword({ email: this.email, password }, { signal }));
  }

  /** Signs in with whichever passkey the person picks. Undefined where it did not work. */
  withPasskey(signal: AbortSignal): Promise<Session | undefined> {
    const { signIn } = this.portal;
    return this.ask(async () => {
      const { answerWithPasskey } = await import('../form/passkey-browser.js');
      const credential = await answerWithPasskey(await signIn.startPasskey({ signal }));
      return signIn.withPasskey({ credential }, { signal });
    });
  }

  /**
   * Signs in with a passkey that the browser offers where the address is typed, for as long as nothing else is tried.
   * Undefined, in silence, where none was picked.
   */
  async withFilledInPasskey(signal: AbortSignal): Promise<Session | undefined> {
    const { signIn } = this.portal;
    const { answerWithPasskey, fillsInPasskeys } = await import('../form/passkey-browser.js');
    if (!(await fillsInPasskeys())) return undefined;
    const options = await signIn.startPasskey({ signal }).catch(() => undefined);
    const credential = options && (await answerWithPasskey(options, true).catch(() => undefined));
    return credential && !signal.aborted ? this.ask(() => signIn.withPasskey({ credential }, { signal })) : undefined;
  }

  /** Completes with the followed link; a spent one leads to the first step, one that needs a password asks. */
  async withLink(signal: AbortSignal): Promise<Session | undefined> {
    const { signIn } = this.portal;
    const token = this.#token;
    const session = await this.ask(async () => {
      try {
        return await (this.step === 'invitation'
          ? signIn.withInvitation({ token }, { signal })
          : signIn.withLink({ token }, { signal }));
      } catch (error) {
        if (!(error instanceof ProblemError) || error.code !== 'password_required') throw error;
        this.#attempt = error.attempt;
        this.step = 'link-password';
        return undefined;
      }
    });
    if (this.problem === 'link_spent') this.back(this.problem);
    return session;
  }

  /** Completes a link that asked for the password; one that was guessed at too often leads to the first step. */
  async completeLink(password: string, signal: AbortSignal): Promise<Session | undefined> {
    const attempt = this.#attempt;
    if (!attempt || !password) {
      this.fail('password_missing');
      return undefined;
    }
    const session = await this.ask(() => this.portal.signIn.completeLink({ attempt, password }, { signal }));
    if (this.problem === 'code_spent') this.back('link_spent');
    return session;
  }

  /** Asks for a link that sets a new password. */
  async askForPasswordLink(message: Message, signal: AbortSignal): Promise<void> {
    if (!this.#takeAddress(message.email)) return;
    await this.ask(async () => {
      await this.portal.signIn.askForPasswordLink({ ...message, email: this.email }, { signal });
      this.#nextCodeAt = Date.now() + pause;
      this.step = 'forgot-sent';
    });
  }

  /** Sets a password by such a link that was followed; a spent one leads to where a new one can be asked for. */
  async setPassword(password: string, signal: AbortSignal): Promise<Session | undefined> {
    const weak = weaknessOf(password);
    if (weak) {
      this.fail(weak);
      return undefined;
    }
    const session = await this.ask(() => this.portal.signIn.setPassword({ token: this.#token, password }, { signal }));
    if (this.problem === 'link_spent') this.go('forgot', this.problem);
    return session;
  }

  /** Says yes or no to another address, by the link that one of both got. True where that was heard. */
  async answerNewEmail(yes: boolean, signal: AbortSignal): Promise<boolean> {
    const { signIn } = this.portal;
    const token = this.#token;
    const heard = await this.ask(async () => {
      if (yes) this.outcome = (await signIn.confirmEmail({ token }, { signal })).state;
      else await signIn.refuseEmail({ token }, { signal });
      if (!yes) this.outcome = 'refused';
      this.step = 'new-email-told';
      return true;
    });
    return heard ?? false;
  }

  /** Goes to where a link for a new password can be asked for. @param email as far as it is known */
  forget(email: string): void {
    if (this.busy) return;
    this.email = email.trim();
    this.go('forgot');
  }

  /** Goes to another way in. */
  go(step: FirstStep | 'forgot', problem?: SignInProblem): void {
    this.problem = problem;
    this.step = step;
    this.changed();
  }

  /** Returns to the first step, or to where the code was asked for. */
  back(problem?: SignInProblem): void {
    this.step = this.step === 'code' && this.channel === 'sms' ? 'phone' : firstStep(this.#ways);
    this.problem = problem;
    this.changed();
  }

  /** Seconds until another message can be asked for. */
  get secondsToNextCode(): number {
    return Math.max(0, Math.ceil((this.#nextCodeAt - Date.now()) / 1000));
  }

  protected override problemOf(error: unknown): SignInProblem {
    return problemOf(error);
  }

  get #token(): string {
    return this.#link?.token ?? '';
  }

  #sent(attempt: string, channel: 'email' | 'sms'): void {
    this.#attempt = attempt;
    this.#nextCodeAt = Date.now() + pause;
    this.channel = channel;
    this.step = 'code';
  }

  #takeAddress(email: string): boolean {
    this.email = email.trim();
    const valid = isEmail(this.email);
    if (!valid) this.fail('email_invalid');
    return valid;
  }
}
