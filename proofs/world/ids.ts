/** A random id in the form of the contract's. @param prefix kind of object */
export function anId(prefix: string): string {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  const random = crypto.getRandomValues(new Uint8Array(25));
  return `${prefix}_0${[...random].map((byte) => digits[byte % 32]).join('')}`;
}

let numbers = 0;

/** A number that nobody has yet. */
export function newPhone(): string {
  numbers += 1;
  return `+1555010${String(numbers).padStart(4, '0')}`;
}
