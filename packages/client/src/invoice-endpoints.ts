/** What invoices look like on the wire: it comes with the first call about one, since most pages show none. */
export { getInvoice, listInvoices } from '@portico/contract';
