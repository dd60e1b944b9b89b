/**
 * What the page's default portal is made of, for elements that name none. A module of its own, because the
 * autoloader sets it before the client has been loaded, and must not wait for that to load a widget.
 */
import type { PortalOptions } from '@portico/client';

/** The options in force; the page's own origin at first. */
export const pageDefault: { options: PortalOptions } = { options: { api: '' } };
