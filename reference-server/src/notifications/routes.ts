import { features, type Notifications } from '@portico/contract';
import type { Actor } from '../database/actor.js';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import type { ClientCaller } from '../http/caller.js';
import { forgetNotices, NOTICES } from './notify.js';
import { saveNotifications } from './store.js';

export const routes = (deps: Deps) =>
  bind(features.notifications, {
    updateNotifications: ({ actor, caller, body }) => change(deps, actor, caller, body),
  });

/** What waits to be told is taken back with the wish to hear it. */
function change(
  { work }: Deps,
  actor: Actor,
  { firmId, contactId }: ClientCaller,
  wanted: Notifications,
): Promise<Notifications> {
  return work.change(actor, async ({ tx, record, nothing }) => {
    if (!(await saveNotifications(tx, { firmId, contactId }, wanted))) {
      nothing();
      return wanted;
    }
    await forgetNotices(
      tx,
      firmId,
      contactId,
      NOTICES.filter((notice) => !wanted[notice]),
    );
    record({ action: 'notifications.update', object: contactId, event: null });
    return wanted;
  });
}
