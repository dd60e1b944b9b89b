import { claim } from './claim.js';
import { Entry } from './entry.js';
import type { Journal } from './journal.js';
import type { Queue } from './queue.js';
import { place, Upload } from './upload.js';

/**
 * Brings back what a contact's earlier visit did not finish, unless another tab is at it. What another contact left behind on
 * this device is erased.
 * @param name of the portal
 */
export async function restore(journal: Journal, queue: Queue, contactId: string, name: string): Promise<void> {
  for (const { file, ...row } of await journal.read()) {
    if (row.contactId !== contactId) {
      await journal.erase(row.id);
      continue;
    }
    if (queue.get(row.id)) continue;
    const release = await claim(`${name} ${row.id}`);
    if (!release) continue;
    const state = !file ? 'lost' : row.paused ? 'paused' : 'waiting';
    const { id, requestId, type, size, sent } = row;
    const facts = { id, requestId, name: row.name, type, size, ...place(row) };
    const entry = new Entry(new Upload(facts, file, state, sent), row.addedAt);
    entry.release = release;
    entry.sha256 = row.sha256;
    entry.uploadId = row.uploadId;
    entry.inDoubt = sent >= size;
    queue.add(entry);
  }
}
