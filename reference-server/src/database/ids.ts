/** New ids: TypeIDs, a prefix and a UUIDv7, so that ids sort by the time they were made. */
import { typeid } from 'typeid-js';

/** @param prefix kind of object, as in the contract's values.ts */
export function newId(prefix: string): string {
  return `${prefix}_${typeid().toString()}`;
}
