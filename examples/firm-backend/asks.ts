/** What the firm still waits for, so that the desk can hand out a one-time link to it. */
import { getFirmChecklist, listEvents, type FirmChecklist, type Contact, type Matter } from '@portico/contract';
import type { FirmApi } from './firm-api.js';

/** States in which it is the client's turn. */
const YOURS: ReadonlySet<string> = new Set(['requested', 'draft', 'returned']);

/** A request that is the client's turn. */
export interface Ask {
  readonly requestId: string;
  readonly title: string;
  readonly matter: string;
  /** In whose name documents come in by a link. */
  readonly contactId: string;
  readonly contactName: string;
}

/** Every checklist. The firm's events tell which there are. */
export async function checklistsOf(firm: FirmApi): Promise<FirmChecklist[]> {
  const events = await firm.all(listEvents.response, listEvents.path);
  const ids = events
    .filter(({ type }) => type === 'checklist.created')
    .flatMap(({ data: { checklistId } }) => (typeof checklistId === 'string' ? [checklistId] : []));
  return Promise.all(
    ids.map((id) => firm.get(getFirmChecklist.response, `/v1/firm/checklists/${encodeURIComponent(id)}`)),
  );
}

/** What each request is called, by its id. */
export function requestTitles(checklists: readonly FirmChecklist[]): Map<string, string> {
  return new Map(checklists.flatMap(requestsOf).map((request) => [request.id, titleOf(request)]));
}

/** Requests that wait for somebody, in the order of their lists. */
export function openAsks(
  checklists: readonly FirmChecklist[],
  matters: readonly Matter[],
  contacts: readonly Contact[],
): Ask[] {
  return checklists.flatMap((checklist) => {
    const matter = matters.find(({ id }) => id === checklist.matter.id);
    const contact = contacts.find(({ clientId }) => clientId === matter?.clientId);
    if (!matter || !contact) return [];
    return requestsOf(checklist)
      .filter(({ type, applies, state }) => type === 'documents' && applies && YOURS.has(state))
      .map((request) => ({
        requestId: request.id,
        title: titleOf(request),
        matter: matter.title,
        contactId: contact.id,
        contactName: contact.name,
      }));
  });
}

function requestsOf({ groups }: FirmChecklist) {
  return groups.flatMap(({ requests }) => requests);
}

function titleOf({ title }: ReturnType<typeof requestsOf>[number]): string {
  return title['en'] ?? Object.values(title)[0] ?? '';
}
