import { features, StaffTaskKind, staffTaskScopes } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { type StaffCaller, viewerOf } from '../http/caller.js';
import { createStaffTasks } from './service.js';
import type { TaskViewer } from './store.js';

export const routes = (deps: Deps) => {
  const tasks = createStaffTasks(deps);
  return bind(features.staffTasks, {
    listStaffTasks: ({ caller, query: { limit, cursor, ...filter } }) =>
      tasks.list(taskViewer(caller), filter, { limit, cursor }),
    resolveStaffTask: ({ caller, actor, params, body }) =>
      tasks.resolve(actor, taskViewer(caller), params.id, body.note),
  });
};

function taskViewer(caller: StaffCaller): TaskViewer {
  const kinds = StaffTaskKind.options.filter((kind) => caller.scopes.has(staffTaskScopes[kind]));
  return { ...viewerOf(caller), kinds };
}
