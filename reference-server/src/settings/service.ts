import { preconditionFailed, type PresetName, type Settings, settingsOf } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Change } from '../database/work.js';
import type { Deps } from '../deps.js';
import { getFirm } from '../firms/store.js';
import { etagOf, versionOf } from '../http/etag.js';
import { Refusal } from '../http/refusal.js';

/** The firm's settings: read with an ETag, replaced only where that still stands. */
export const createSettings = ({ work }: Deps) => ({
  get: (firmId: string) =>
    work.read(firmId, async (db) => {
      const firm = await getFirm(db, firmId);
      return { settings: firm.settings, etag: etagOf(firm.settings_version) };
    }),

  update: (actor: Actor, settings: Settings, ifMatch: string | null) =>
    work.change(actor, (change) => replace(change, actor.firmId, settings, ifMatch)),

  applyPreset: (actor: Actor, preset: PresetName, ifMatch: string | null) =>
    work.change(actor, async (change) => {
      const { settings } = await getFirm(change.tx, actor.firmId);
      return replace(change, actor.firmId, settingsOf(preset, settings), ifMatch);
    }),
});

async function replace({ tx, record }: Change, firmId: string, settings: Settings, ifMatch: string | null) {
  const row = await tx
    .updateTable('firms')
    .set((eb) => ({ settings: JSON.stringify(settings), settings_version: eb('settings_version', '+', 1) }))
    .where('id', '=', firmId)
    .where('settings_version', '=', versionOf(ifMatch))
    .returning('settings_version')
    .executeTakeFirst();
  if (!row) throw new Refusal(preconditionFailed);
  record({ action: 'settings.update', object: firmId, event: { type: 'settings.updated', data: {} } });
  return { settings, etag: etagOf(row.settings_version) };
}
