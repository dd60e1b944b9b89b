/**
 * ClamAV by its daemon's INSTREAM command (clamd(8)): `zINSTREAM\0`, then pieces of the file, each behind its length in
 * four bytes, and a length of nothing at the end. The answer is one line. When the stream is longer than the daemon's
 * StreamMaxLength it says so and hangs up in the middle; that file is refused, never let through.
 */
import { connect, type Socket } from 'node:net';
import type { Scanner, Verdict } from './scanner.js';

export interface ClamavOptions {
  /** `clamav://host:3310`, or `unix:/path/of/the/socket`. */
  readonly url: string;
  /** Milliseconds without a sign of the daemon; a large archive takes it a while. */
  readonly timeoutMs?: number;
}

/** Pieces as large as most daemons take from the network at once. */
const PIECE_BYTES = 64 * 1024;
/** The longest line that a daemon would say. */
const MOST_ANSWER = 4096;

/** The scanner did not do what it was asked to. */
export class ScannerError extends Error {
  override name = 'ScannerError' as const;
}

export function createClamavScanner({ url, timeoutMs = 60_000 }: ClamavOptions): Scanner {
  const { protocol, hostname, port, pathname } = new URL(url);
  const place = protocol === 'unix:' ? { path: pathname } : { host: hostname, port: Number(port || 3310) };
  return {
    async scan(bytes) {
      const socket = connect(place);
      try {
        const answer = answerOf(socket, timeoutMs);
        // The daemon may hang up before all is sent; what counts is what it said.
        const sent = send(socket, bytes, answer);
        return verdictOf(await Promise.race([answer, sent.then(() => answer)]));
      } finally {
        socket.destroy();
      }
    },
  };
}

/** @throws ScannerError for an answer that decides nothing */
function verdictOf(line: string): Verdict {
  if (line.includes('size limit exceeded')) return { found: 'refused' };
  const [, signature] = /^stream: (.{1,200}) FOUND$/.exec(line) ?? [];
  if (signature !== undefined) return { found: 'virus', signature };
  if (line === 'stream: OK') return { found: 'nothing' };
  throw new ScannerError('The scanner answered something else');
}

function answerOf(socket: Socket, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const settle = () => {
      const [line = '', ...rest] = said.split('\0');
      if (rest.length > 0) resolve(line.trim());
      else reject(new ScannerError('The scanner hung up without an answer'));
    };
    socket.setEncoding('latin1');
    socket.setTimeout(timeoutMs, () => socket.destroy(new ScannerError('The scanner does not answer')));
    socket.on('data', (text: string) => {
      said += text;
      if (said.includes('\0') || said.length > MOST_ANSWER) settle();
    });
    socket.on('close', settle);
    socket.on('error', (cause) => {
      // What it had said before the connection broke is an answer all the same.
      if (said.includes('\0')) settle();
      else reject(new ScannerError('The scanner cannot be asked', { cause }));
    });
  });
}

async function send(socket: Socket, bytes: AsyncIterable<Uint8Array>, answer: Promise<string>): Promise<void> {
  let answered = false;
  const done = answer.then(
    () => (answered = true),
    () => (answered = true),
  );
  const write = async (piece: Uint8Array) => {
    if (answered || socket.write(piece)) return;
    await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), done]);
  };
  await write(new TextEncoder().encode('zINSTREAM\0'));
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.byteLength && !answered; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES);
      await write(lengthOf(piece.byteLength));
      await write(piece);
    }
    if (answered) return;
  }
  await write(lengthOf(0));
}

function lengthOf(bytes: number): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes);
  return length;
}
