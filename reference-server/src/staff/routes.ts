import { features } from '@portico/contract';
import type { Deps } from '../deps.js';
import { bind } from '../http/bind.js';
import { createStaffMembers } from './service.js';

export const routes = (deps: Deps) => {
  const staff = createStaffMembers(deps);
  return bind(features.staff, {
    listStaff: ({ caller, query }) => staff.list(caller.firmId, query),
    createStaff: ({ actor, body }) => staff.create(actor, body),
    updateStaff: ({ actor, params, body }) => staff.update(actor, params.id, body),
    setStaffActive: ({ actor, params, body }) => staff.setActive(actor, params.id, body.active),
    resetStaffFactors: ({ actor, params }) => staff.resetFactors(actor, params.id),
  });
};
