/** On the thread that asks: in a page, and in tests. The library comes with the first order. */
import { type Sheets } from './sheets.js';

export const sheetsHere: Sheets = {
  arrange: async (order) => (await import('../rearranging/arrange.js')).arrange(order),
};
