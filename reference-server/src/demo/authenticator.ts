/** The authenticator apps of the demo's staff: their secrets are printed, so that everybody can give the second factor. */
import type { Deps } from '../deps.js';
import { newId } from '../database/ids.js';
import { systemActor } from '../database/actor.js';
import { FileKeys } from '../files/keys.js';
import { confirmTotp, getTotp, replaceWaitingTotp } from '../second-factor/store.js';
import { totpLabel } from '../second-factor/totp.js';

/** Sets up the app of a member of the staff. @param secret base32, RFC 4648 section 6 */
export async function setUpApp(deps: Deps, firmId: string, staffId: string, secret: string): Promise<void> {
  const { Secret } = await import('otpauth');
  const id = newId('fac');
  const bytes = Uint8Array.from(Secret.fromBase32(secret).bytes);
  const sealed = await new FileKeys(deps).seal(firmId, totpLabel(id), bytes);
  await deps.work.change(systemActor(firmId), async ({ tx, now, record }) => {
    await replaceWaitingTotp(tx, { firmId, id, staffId, sealed, now });
    const waiting = await getTotp(tx, firmId, staffId, 'waiting');
    if (waiting) await confirmTotp(tx, waiting, 0, now);
    record({ action: 'demo.secondFactor', object: id, event: null });
  });
}

/** What an app with this secret shows now, and for how many seconds. */
export async function codeNow(secret: string): Promise<{ readonly code: string; readonly seconds: number }> {
  const { Secret, TOTP } = await import('otpauth');
  const app = new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) });
  return { code: app.generate(), seconds: Math.ceil(app.remaining() / 1000) };
}
