/** What invoices and disputes look like on the wire: it comes with the first call about one, since most pages show none. */
export {
  addDisputeNote,
  getDispute,
  getInvoice,
  getInvoicePdf,
  getPaymentReceipt,
  getStatement,
  listDisputes,
  listInvoices,
  openDispute,
  withdrawDispute,
} from '@portico/contract';
