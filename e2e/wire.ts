/**
 * The wire between a browser and the network, to be cut: a proxy of a browser context. A browser's own offline switch lets
 * bytes that are on their way through; a cut wire does not.
 */
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export class Wire {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #whole = true;

  private constructor() {
    this.#server = createServer((incoming, answer) => this.#pass(incoming, answer));
    this.#server.on('connection', (socket) => this.#keep(socket));
  }

  static async lay(): Promise<Wire> {
    const wire = new Wire();
    await new Promise<void>((resolve) => wire.#server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  /** For the `proxy` of a browser context. */
  get address(): string {
    const address: AddressInfo | string | null = this.#server.address();
    return typeof address === 'object' ? `http://127.0.0.1:${address?.port ?? 0}` : '';
  }

  /** Ends every connection at once and takes no other. */
  cut(): void {
    this.#whole = false;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  mend(): void {
    this.#whole = true;
  }

  async remove(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(socket: Socket): void {
    if (!this.#whole) {
      socket.resetAndDestroy();
      return;
    }
    if (this.#sockets.has(socket)) return;
    this.#sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
  }

  #pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const { method, headers, url = '' } = incoming;
    const onward = request(url, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.on('error', () => answer.destroy()).pipe(answer);
    });
    onward.on('socket', (socket) => this.#keep(socket)).on('error', () => answer.destroy());
    incoming.on('error', () => onward.destroy()).pipe(onward);
  }
}
