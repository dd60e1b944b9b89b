/** Members of the staff, by role: each assigned to ana's matter, and assigned to none; and those who owe a second factor. */
import { type DocumentKind, RoleName, roles, type Staff } from '@portico/contract';
import { asBackend, created, ok } from '@portico/testing';
import { aMemberSession } from '../world/members.js';
import type { Owner } from '../world/world.js';
import { type Caller, everythingOf, page } from './caller.js';
import type { People } from './people.js';

/** Things that belong to a matter, so that an assignment decides who sees them. */
const OF_MATTERS = new Set([
  'mat',
  'chk',
  'grp',
  'req',
  'declined',
  'task',
  'question',
  'order',
  'doc',
  'taken',
  'second',
  'upl',
  'lnk',
  'shd',
  'fld',
  'inv',
  'draft',
  'led',
  'charge',
  'rfd',
  'hld',
  'tsk',
  'iln',
  'dsp',
  'pln',
  'planned',
  'termsHash',
  'agreed',
  'firstOn',
]);
/** Of the documents that are sent and shared here; nobody says what they are about. */
const KIND: DocumentKind = 'other';

export async function members(people: People): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const role of RoleName.options) {
    callers.push(await aMember(people, role, 'of the matter'), await aMember(people, role, 'of no matter'));
  }
  return [...callers, await owing(people, 'enrolling'), await owing(people, 'verifying')];
}

async function aMember(people: People, role: RoleName, works: 'of the matter' | 'of no matter'): Promise<Caller> {
  const { server, firm, ana, ben, una } = people;
  const staff = await add(people, role, `${role} ${works}`);
  const assigned = works === 'of the matter';
  if (assigned) await ok(asBackend(server, firm)('PUT', `/v1/firm/matters/${ana.things['mat']}/staff/${staff.id}`));
  const { cookie, member } = await aMemberSession(server, firm, staff.id);
  const everything = everythingOf(firm, ana, ben, una);
  const all = roles[role].scopes['matters.read'] === 'all';
  const matters = [ana, ben, una].map(({ canaries }) => canaries.matter);
  const hidden = all ? [] : [...matters, 'canary-matter-elsewhere'].filter((one) => !(assigned && one === matters[0]));
  return {
    name: `${role} ${works}`,
    credential: page(firm, cookie),
    is: { staff: 'in', person: 'in', member: 'in' },
    role,
    proofs: member,
    own: ana,
    sees: (kind: string, owner: Owner) => {
      if (kind === 'fac' || !everything.sees(kind, owner)) return false;
      if ((kind === 'doc' || kind === 'shd') && !roles[role].documentKinds.includes(KIND)) return false;
      return all || !OF_MATTERS.has(kind) || (assigned && owner === ana);
    },
    canaries: everything.canaries.filter((one) => !hidden.includes(one)),
  };
}

/** An admin by role, who is let into nothing but the second factor. */
async function owing(people: People, owes: 'enrolling' | 'verifying'): Promise<Caller> {
  const { server, firm, ana, ben, una } = people;
  const name = owes === 'enrolling' ? 'staff who must set up a second factor' : 'staff who must give the second factor';
  const staff = await add(people, 'admin', owes);
  const { cookie, member } = await aMemberSession(server, firm, staff.id, owes);
  return {
    name,
    credential: page(firm, cookie),
    is: { staff: 'in', person: 'in', member: 'in' },
    role: 'admin',
    owes,
    proofs: member,
    ...everythingOf(firm, ana, ben, una),
    canaries: [firm.canary],
  };
}

function add({ server, firm }: People, role: RoleName, name: string): Promise<Staff> {
  const email = `${firm.canary}-${name.replaceAll(' ', '-')}@firm.example`;
  return created(asBackend(server, firm)('POST', '/v1/firm/staff', { name: firm.canary, email, role }));
}
