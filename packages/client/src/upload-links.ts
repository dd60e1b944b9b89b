/** What a one-time link asks for. Only for portals that {@link Portal.uploadLink} made. */
import { getUploadLink, type UploadLinkView } from '@portico/contract';
import type { CallOptions, Calls } from './call.js';

/** The link that a portal came by. */
export class UploadLinks {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /**
   * The request, how many files the link still takes, and until when; nothing of what came before. `ProblemError`
   * `upload_link_gone` where the link is unknown, revoked, expired or used up, and `not_found` without a link.
   */
  get(options?: CallOptions): Promise<UploadLinkView> {
    return this.#calls.json(getUploadLink, {}, options);
  }
}
