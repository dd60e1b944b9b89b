/** What invoices, disputes and payment plans look like on the wire: it comes with the first call about one, since most pages show none. */
export {
  acceptPlan,
  addDisputeNote,
  getDispute,
  getInvoice,
  getInvoicePdf,
  getInvoicePlan,
  getPaymentReceipt,
  getPlanPdf,
  getStatement,
  listDisputes,
  listInvoices,
  openDispute,
  withdrawDispute,
} from '@portico/contract';
