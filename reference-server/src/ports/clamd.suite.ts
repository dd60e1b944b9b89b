/** A stand-in for ClamAV's daemon that speaks INSTREAM as clamd(8) has it, and knows the one test virus of EICAR. */
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** The test file of EICAR, in two parts so that no scanner on a developer's machine takes this source for it. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

export interface StandInOptions {
  /** `StreamMaxLength`. */
  readonly most?: number;
  /** `silent` never answers; `rude` hangs up; `odd` answers what nobody understands. */
  readonly manner?: 'well' | 'silent' | 'rude' | 'odd';
}

export interface StandIn {
  readonly url: string;
  /** Bytes of each file that was sent whole. */
  readonly files: number[];
  readonly close: () => Promise<void>;
}

export async function startClamd({ most = Infinity, manner = 'well' }: StandInOptions = {}): Promise<StandIn> {
  const files: number[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (manner === 'rude') socket.destroy();
    if (manner === 'odd') socket.end('UNKNOWN COMMAND\0');
    if (manner === 'well') listenTo(socket, most, files);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `clamav://127.0.0.1:${port}`,
    files,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function listenTo(socket: Socket, most: number, files: number[]): void {
  let held = Buffer.alloc(0);
  let started = false;
  let tail = '';
  let infected = false;
  let size = 0;
  socket.on('data', (data: Buffer) => {
    held = Buffer.concat([held, data]);
    if (!started) {
      if (held.byteLength < 10) return;
      if (held.subarray(0, 10).toString('latin1') !== 'zINSTREAM\0') {
        socket.end('UNKNOWN COMMAND\0');
        return;
      }
      held = held.subarray(10);
      started = true;
    }
    while (held.byteLength >= 4) {
      const length = held.readUInt32BE(0);
      if (length === 0) {
        files.push(size);
        socket.end(infected ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
        return;
      }
      if (size + length > most) {
        socket.end('INSTREAM size limit exceeded. ERROR\0');
        return;
      }
      if (held.byteLength < 4 + length) return;
      tail = tail.slice(-100) + held.subarray(4, 4 + length).toString('latin1');
      infected ||= tail.includes(EICAR);
      size += length;
      held = held.subarray(4 + length);
    }
  });
}
