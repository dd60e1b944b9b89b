/** Going on with the phone: links of the client's own by which another device sends files for one request. */
import { createPhoneLink, getPhoneLink, revokePhoneLink, type NewPhoneLink, type PhoneLink } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';

/** Where the link leads. */
export interface PhoneLinkOrder {
  /** Page that shows `portal-upload`; its origin must be allowed. */
  readonly page: string;
}

/** Links that the signed-in contact makes for another device of theirs. */
export class PhoneLinks {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /**
   * Makes a link, and ends an earlier one. It waits five minutes, opens in one browser, works for half an hour and ends with this
   * session. `ProblemError` `request_closed` where nothing more is taken, `too_many_requests` after twenty in an hour.
   */
  create(requestId: string, { page }: PhoneLinkOrder, options?: CallOptions): Promise<NewPhoneLink> {
    return this.#calls.json(createPhoneLink, { params: { id: requestId }, body: { page } }, options);
  }

  /** Whether it has been opened, and how many documents came by it. */
  get(id: string, options?: CallOptions): Promise<PhoneLink> {
    return this.#calls.json(getPhoneLink, { params: { id } }, options);
  }

  /** Ends it at once, also on the device that opened it. */
  revoke(id: string, options?: CallOptions): Promise<PhoneLink> {
    return this.#calls.json(revokePhoneLink, { params: { id } }, options);
  }
}
