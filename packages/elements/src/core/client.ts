/**
 * Which client an element talks through: its own `client`, its own attributes, the provider around it,
 * the page's default, and at last the page's own origin. Elements with the same attributes share one
 * client, so that a page with five widgets has one session and one upload queue.
 */
import { createPortal, type Portal, type PortalOptions } from '@portico/client';
import { createContext } from '@lit/context';
import { previewWaits, takeLink, takePreview } from './link.js';
import { pageDefault } from './page-default.js';

/** Carries the client from `portal-provider` to the elements in it. */
export const portalContext = createContext<Portal | undefined>(Symbol.for('portico.portal'));

/** The attributes and properties by which an element names its portal. */
export interface ClientSource {
  readonly client: Portal | undefined;
  readonly api: string | undefined;
  readonly publishableKey: string | undefined;
  readonly fetchSession: (() => Promise<string>) | undefined;
  readonly crossSite: boolean;
}

/** Previews by the name of the portal that they stand for. */
const previews = new Map<string, Portal>();
const shared = new Map<string, Portal>();
const waiting = new Set<() => void>();
let defaultPortal: Portal | undefined;

/** Sets the portal of every element that names none and stands in no provider. Call it once, before or after they appear. */
export function init(options: PortalOptions): Portal {
  takeLink();
  const portal = previewed(createPortal(options));
  pageDefault.options = options;
  defaultPortal = portal;
  for (const changed of [...waiting]) changed();
  return portal;
}

/** Calls back when {@link init} changes the page's default; stops with the signal. */
export function watchDefault(changed: () => void, signal: AbortSignal): void {
  waiting.add(changed);
  signal.addEventListener('abort', () => waiting.delete(changed), { once: true });
}

/** The client that an element's own properties name, or undefined where they name none. */
export function clientOf(source: ClientSource): Portal | undefined {
  const { client, api, publishableKey, fetchSession, crossSite } = source;
  if (client) return client;
  if (api === undefined && publishableKey === undefined && !fetchSession && !crossSite) return undefined;
  const options = {
    ...pageDefault.options,
    ...(api !== undefined && { api }),
    ...(publishableKey !== undefined && { publishableKey }),
    ...(crossSite && { crossSite }),
  };
  if (fetchSession) return createPortal({ ...options, fetchSession });
  const key = JSON.stringify([options.api, options.publishableKey, options.crossSite ?? false]);
  const found = shared.get(key) ?? createPortal(options);
  shared.set(key, found);
  return found;
}

/** The page's default, made on first use. */
export function defaultClient(): Portal {
  return (defaultPortal ??= createPortal(pageDefault.options));
}

/**
 * The portal to use in place of one: itself, or the preview that a member of the staff has opened in this tab. The secret opens
 * one session, for whichever portal asks first; all that stand for the same firm share it.
 */
export function previewed(portal: Portal): Portal {
  if (portal.mode === 'preview') return portal;
  const known = previews.get(portal.name);
  if (known ?? !previewWaits()) return known ?? portal;
  const preview = portal.preview(takePreview);
  previews.set(portal.name, preview);
  return preview;
}
