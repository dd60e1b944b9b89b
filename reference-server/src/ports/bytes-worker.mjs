/**
 * The thread beside the server that hashes and seals. Plain JavaScript, so that it starts without a loader.
 * It knows lanes by number; answers bear the number of the job. See bytes.workers.ts for the other end.
 */
import { createCipheriv, createHash } from 'node:crypto';
import { MessageChannel, parentPort } from 'node:worker_threads';

const hashes = new Map();

const { port1: nowhere, port2: listener } = new MessageChannel();
listener.close();
nowhere.unref();

parentPort?.on('message', ({ job, lane, kind, key, records, bytes }) => {
  try {
    const moved = [];
    const result = run(kind, lane, key, records, bytes, moved);
    if (job !== undefined) parentPort.postMessage({ job, result }, moved);
  } catch (error) {
    if (job !== undefined) parentPort.postMessage({ job, error: String(error) });
  }
});

function run(kind, lane, key, records, bytes, moved) {
  switch (kind) {
    case 'begin':
      hashes.set(lane, createHash('sha256'));
      return undefined;
    case 'seal': {
      const sealed = records.map((record) => seal(hashes.get(lane), key, record, moved));
      free(records);
      return sealed;
    }
    case 'hash':
      hashes.get(lane).update(bytes);
      return undefined;
    case 'digest': {
      const digest = hashes.get(lane).digest('hex');
      hashes.delete(lane);
      return digest;
    }
    default:
      hashes.delete(lane);
      return undefined;
  }
}

function seal(hash, key, { parts, nonce, associated }, moved) {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(associated);
  const sealed = parts.map((part) => {
    hash.update(part);
    return own(cipher.update(part), moved);
  });
  cipher.final();
  sealed.push(own(cipher.getAuthTag(), moved));
  return sealed;
}

/** Frees what was moved here, instead of leaving it to the garbage collector (see release.ts). */
function free(records) {
  const memory = new Set(records.flatMap(({ parts }) => parts.map(({ buffer }) => buffer)));
  nowhere.postMessage(undefined, [...memory]);
}

/** Moves bytes to the other thread without a copy, where nothing else lies in the same memory. */
function own(bytes, moved) {
  const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.prototype.slice.call(bytes);
  const plain = new Uint8Array(whole.buffer, whole.byteOffset, whole.byteLength);
  moved.push(plain.buffer);
  return plain;
}
