/** The cells of the matrix: every operation of the contract, every caller, and every owner whose things it can name. */
import {
  type AnyEndpoint,
  notFound,
  notPermitted,
  previewReadOnly,
  type Problem,
  type Reason,
  roles,
  scopeMissing,
  secondFactorRequired,
  stepUpRequired,
} from '@portico/contract';
import { allEndpoints } from '@portico/reference-server';
import * as z from 'zod/mini';
import { absentThings, type Owner, type Things } from '../world/world.js';
import { type Caller, STRANGER } from './caller.js';
import { nothingToGive } from '../world/members.js';
import { inputs, type InputRow } from './inputs.js';
import type { People } from './people.js';

/** Whose things a call names. */
export interface Target {
  readonly name: string;
  readonly things: Things;
  /** Owner of a thing by its name; nobody's where it does not exist. */
  readonly ownerOf: (kind: string) => Owner | undefined;
}

/** What must come back. */
export type Expected =
  | { readonly allowed: true; readonly status: number }
  | { readonly allowed: false; readonly problem: Problem; readonly reason?: Reason; readonly known: boolean };

export interface Operation {
  readonly endpoint: AnyEndpoint;
  readonly row: InputRow;
  /** Name of the thing for each parameter of the path. */
  readonly path: ReadonlyMap<string, string>;
  /** Names of every thing that a call carries. */
  readonly kinds: readonly string[];
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isSafe({ method }: AnyEndpoint): boolean {
  return SAFE.has(method);
}

/** Every operation of the contract. */
export function operations(sample: Owner): Operation[] {
  return allEndpoints().map(({ endpoint }) => {
    const row: InputRow = inputs[endpoint.id] ?? { input: () => ({}) };
    const path = new Map([...pathThings(endpoint), ...Object.entries(row.path ?? {})]);
    const kinds = new Set(path.values());
    const watched = new Proxy(sample.things, {
      get: (things, name: string) => {
        kinds.add(name);
        return things[name];
      },
    });
    row.input(watched, sample, '', nothingToGive);
    return { endpoint, row, path, kinds: [...kinds] };
  });
}

/** The prefix of an id is in its schema's pattern. */
function pathThings({ params }: AnyEndpoint): Map<string, string> {
  const { properties = {} } = params ? z.toJSONSchema(params) : {};
  return new Map(
    Object.entries(properties).map(([name, schema]) => {
      const pattern = typeof schema === 'object' ? schema.pattern : undefined;
      return [name, /^\^([a-z]{3})_/.exec(pattern ?? '')?.[1] ?? name];
    }),
  );
}

/** Whose things a caller tries an operation with. */
export function targetsOf({ kinds }: Operation, { own }: Caller, { ana, ben, cleo }: People): Target[] {
  const all = (name: string, owner: Owner): Target => ({ name, things: owner.things, ownerOf: () => owner });
  if (kinds.length === 0) return [all('nothing', own)];
  const neighbour = [ana, ben].find((one) => one !== own && one.firm.id === own.firm.id);
  const stranger = own.firm.id === ana.firm.id ? cleo : ana;
  const ids = kinds.filter((kind) => kind.length === 3);
  const mixed = ids.length < 2 ? [] : ids;
  return [
    all('its own', own),
    ...(neighbour ? [all("another client's", neighbour)] : []),
    all("another firm's", stranger),
    { name: 'absent', things: absentThings(own.things), ownerOf: () => undefined },
    ...mixed.map((kind) => ({
      name: `its own with another firm's ${kind}`,
      things: { ...own.things, [kind]: stranger.things[kind]! },
      ownerOf: (one: string) => (one === kind ? stranger : own),
    })),
  ];
}

/** Computed from the operation's access rule and from who owns what; nothing else. */
export function expectedOf({ endpoint, row, kinds }: Operation, caller: Caller, target: Target): Expected {
  const refused = (problem: Problem, known: boolean, reason?: Reason): Expected => ({
    allowed: false,
    problem,
    known,
    ...(reason !== undefined && { reason }),
  });
  const { access } = endpoint;
  if (row.refused) return refused(row.refused, false);
  if (access.audience !== 'anyone') {
    const standing =
      caller.mayRead && isSafe(endpoint) ? 'in' : (caller.is[access.audience] ?? STRANGER[access.audience]);
    if (caller.is[access.audience] === undefined || standing !== 'in') {
      return refused(standing === 'in' ? STRANGER[access.audience] : standing, false);
    }
    if (caller.owes && !(access.audience === 'member' && access.before.includes(caller.owes))) {
      return refused(secondFactorRequired, true);
    }
    if (access.audience === 'client') {
      const byLink = caller.byLink === true;
      const ofLinks = access.capability === 'link.view' || (byLink && access.capability === 'documents.upload');
      if (ofLinks !== byLink) return refused(notFound, false);
      if (caller.readOnly && !isSafe(endpoint) && endpoint.id !== 'session.end') return refused(previewReadOnly, true);
      const reason = caller.lacks?.[access.capability];
      if (reason !== undefined) return refused(notPermitted, true, reason);
      if (endpoint.stepUp && caller.stale) return refused(stepUpRequired, true);
    } else if (
      'scope' in access &&
      (caller.lacksScope || (caller.role && !(access.scope in roles[caller.role].scopes)))
    ) {
      return refused(scopeMissing, true);
    }
    const seen = kinds.every((kind) => {
      const owner = target.ownerOf(kind);
      return owner !== undefined && caller.sees(kind, owner);
    });
    if (!seen && row.unseen !== 'as if it were seen') return refused(row.unseen ?? notFound, false);
  }
  return { allowed: true, status: endpoint.status ?? (endpoint.response || endpoint.raw ? 200 : 204) };
}
