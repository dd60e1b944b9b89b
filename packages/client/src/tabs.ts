/**
 * The tabs of one portal in one browser share a cookie, so what happens to it in one tab is told to the others. Only words
 * are sent, never a session: each tab asks the server itself. Where there is no page (Node, edge) nobody is told anything,
 * since one process may serve many people there.
 */

/** What a tab tells the others. */
export type TabMessage = 'signed-in' | 'signed-out';

/** A line to the other tabs of the same portal. */
export interface Tabs {
  tell(message: TabMessage): void;
}

/** Opens the line, or a silent one where the platform has none. */
export function openTabs(name: string, listen: (message: TabMessage) => void): Tabs {
  if (!('location' in globalThis) || typeof BroadcastChannel === 'undefined') return { tell: () => undefined };
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'signed-in' || data === 'signed-out') listen(data);
  });
  return { tell: (message) => channel.postMessage(message) };
}
