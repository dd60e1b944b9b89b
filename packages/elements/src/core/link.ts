/**
 * The one-time token of a sign-in link arrives in the fragment, which no server and no log sees. It is
 * taken out of the address before anything else runs, so that it is in no history and no copied address.
 */
const fragment = /^#portal-link=([^&]+)$/;
const callbacks = new Set<() => void>();
let token: string | undefined;

/** Removes a `#portal-link=…` from the address, once, and keeps its token for the sign-in. */
export function takeLink(): void {
  const found = fragment.exec(globalThis.location?.hash ?? '')?.[1];
  if (!found) return;
  token = decodeURIComponent(found);
  history.replaceState(history.state, '', location.pathname + location.search);
}

/** The token that waits for the person's click, if a sign-in link was followed. */
export function linkToken(): string | undefined {
  return token;
}

/** Forgets the token: it was used, or turned out to be spent. */
export function dropLink(): void {
  token = undefined;
  for (const callback of [...callbacks]) callback();
}

/** Calls back when the token was dropped; stops with the signal. */
export function watchLink(changed: () => void, signal: AbortSignal): void {
  callbacks.add(changed);
  signal.addEventListener('abort', () => callbacks.delete(changed), { once: true });
}
