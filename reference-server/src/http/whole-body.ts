import { bodyTooLarge, invalidRequest } from '@portico/contract';
import { joined } from '../files/collect.js';
import type { BodyReader } from '../ports/body.js';
import { Refusal } from './refusal.js';

/** Of a body that is read as a whole, in bytes. */
export const LARGEST_BODY = 262_144;

/** The bytes of a body, as they are. @throws Refusal `body_too_large`, and `invalid_request` where the connection broke */
export async function wholeBody(body: BodyReader | null): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await body?.next(); part; part = await body?.next()) {
    size += part.byteLength;
    if (size > LARGEST_BODY) {
      body?.leave();
      throw new Refusal(bodyTooLarge);
    }
    parts.push(part);
  }
  if (body?.broken) throw new Refusal(invalidRequest);
  return joined(parts, size);
}
