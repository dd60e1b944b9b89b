/**
 * What the link of a mail, of a preview or for an upload brings arrives in the fragment, which no server and no log sees. It is
 * taken out of the address before anything else runs, so that it is in no history and no copied address. So is what a payment
 * processor adds to the query when it sends a client back.
 */
/** Links that wait for the person, by the word in their address. */
const kinds = ['link', 'invitation', 'password', 'email'] as const;
const fragment = new RegExp(`^#portal-(${kinds.join('|')}|preview|upload)=([^&]*)$`);
/** In the query of a page that a client comes back to from paying elsewhere: the id of the payment. */
export const RETURN = 'portal-payment';
/** What a payment processor adds of its own; one of them opens the payment. */
const processorWords = /^(payment_intent|setup_intent|redirect_|source_)/;
const callbacks = new Set<() => void>();
let followed: FollowedLink | undefined;
let preview: string | undefined;
let upload: string | undefined;
let payment: string | undefined;

/** A link that was followed and waits for the person: it signs in, invites, sets a password, or confirms an address. */
export interface FollowedLink {
  readonly kind: (typeof kinds)[number];
  readonly token: string;
}

/** Removes `#portal-link=…` and its like from the address, once, and keeps the secret. */
export function takeLink(): void {
  if (globalThis.location?.search.includes(RETURN)) takeReturn();
  const [, kind, secret = ''] = fragment.exec(globalThis.location?.hash ?? '') ?? [];
  if (!kind) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  // A link that was cut off behind its name is none.
  if (kind === 'upload') upload = decodeURIComponent(secret) || undefined;
  else if (!secret) return;
  else if (kind === 'preview') preview = decodeURIComponent(secret);
  else if (isKind(kind)) followed = { kind, token: decodeURIComponent(secret) };
}

/** The link that waits for the person, if one was followed. */
export function followedLink(): FollowedLink | undefined {
  return followed;
}

/** Forgets the link: it was used, turned out to be spent, or is not wanted. */
export function dropLink(): void {
  followed = undefined;
  for (const callback of [...callbacks]) callback();
}

/** Calls back when the link was dropped; stops with the signal. */
export function watchLink(changed: () => void, signal: AbortSignal): void {
  callbacks.add(changed);
  signal.addEventListener('abort', () => callbacks.delete(changed), { once: true });
}

/** True while the secret of a preview waits for its session. */
export function previewWaits(): boolean {
  return preview !== undefined;
}

/** Gives the secret of a preview away: it opens one session. */
export function takePreview(): string | undefined {
  const secret = preview;
  preview = undefined;
  return secret;
}

/** Token of the one-time link that the page was opened by. It opens as often as the link lives, so it stays, in memory only. */
export function uploadToken(): string | undefined {
  return upload;
}

/** Id of the payment that the client comes back from, where their bank or the processor has sent them to this page. */
export function returnedPayment(): string | undefined {
  return payment;
}

/** What became of the payment is on screen. */
export function dropReturn(): void {
  payment = undefined;
}

function takeReturn(): void {
  const query = new URLSearchParams(location.search);
  payment = query.get(RETURN) ?? undefined;
  for (const name of [...query.keys()]) if (name === RETURN || processorWords.test(name)) query.delete(name);
  const own = query.toString();
  history.replaceState(history.state, '', `${location.pathname}${own && `?${own}`}${location.hash}`);
}

function isKind(kind: string): kind is FollowedLink['kind'] {
  return kinds.some((one) => one === kind);
}
