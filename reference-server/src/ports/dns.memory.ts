import type { Dns } from './dns.js';

/** DNS of tests and pages: it says what it was told. */
export interface MemoryDns extends Dns {
  /** Puts a TXT record beside those that the name has. */
  add(name: string, value: string): void;
  remove(name: string): void;
  /** While true nothing is answered. */
  silent: boolean;
}

export function createMemoryDns(): MemoryDns {
  const records = new Map<string, readonly string[]>();
  return {
    silent: false,
    txt(name) {
      return this.silent ? Promise.reject(new Error('DNS does not answer')) : Promise.resolve(records.get(name) ?? []);
    },
    add: (name, value) => void records.set(name, [...(records.get(name) ?? []), value]),
    remove: (name) => void records.delete(name),
  };
}
