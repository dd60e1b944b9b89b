/**
 * Charges late fees, where a firm has that on: an invoice of its own for each period of what is late. Any number of servers may run it.
 * A period that nobody was there to charge is not made up for.
 */
import { causeOf } from '../database/rounds.js';
import type { Deps } from '../deps.js';
import { charge, type ChargeDeps, termsOf } from './charge.js';
import { chargingFirms, findChargeable } from './store.js';

type Needs = ChargeDeps & Pick<Deps, 'work' | 'clock' | 'log' | 'relay'>;

/** @returns the round, to be run every so often. It answers how many fees it charged */
export function createLateFeeRound(deps: Needs): () => Promise<number> {
  const { work, clock, log, relay } = deps;
  return async () => {
    let charged = 0;
    for (const { id: firmId, settings } of await chargingFirms(work)) {
      const terms = termsOf(settings, clock.now());
      if (!terms) continue;
      for (const { id } of await work.read(firmId, (db) => findChargeable(db, firmId, terms))) {
        try {
          charged += await charge(deps, firmId, id);
        } catch (error) {
          // The others are charged all the same; the next round tries again.
          log.error({ invoice: id, cause: causeOf(error) }, 'late fee not charged');
        }
      }
    }
    if (charged > 0) relay.poke();
    return charged;
  };
}
