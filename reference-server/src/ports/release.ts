/**
 * Frees memory when it is known to be done with. Every file passes through memory in pieces of 64 KiB that
 * the garbage collector counts as pressure and answers with a full collection for each few of them; that
 * cost more than hashing and sealing together. Moving a piece to a port that nobody listens at frees it at once.
 */
import { MessageChannel } from 'node:worker_threads';

/** Smaller ones are not worth the call. */
const LEAST = 4096;

const nowhere = closedPort();

/** Frees those that hold all of their memory; they are empty afterwards. */
export function release(parts: readonly Uint8Array[]): void {
  const memory: ArrayBuffer[] = [];
  for (const { buffer, byteLength } of parts) {
    if (byteLength < LEAST || byteLength !== buffer.byteLength) continue;
    if (buffer instanceof ArrayBuffer) memory.push(buffer);
  }
  if (memory.length > 0) nowhere.postMessage(undefined, memory);
}

function closedPort() {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.unref();
  return port1;
}
