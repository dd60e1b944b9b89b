/** Words of what is printed about money. Keys are meanings; names, numbers and amounts come in as plain text. */
import type { InvoiceMove, InvoiceStatus, PaymentMethod } from '@portico/contract';

export interface PaperStrings {
  readonly invoice: (number: string) => string;
  readonly voidInvoice: (number: string) => string;
  readonly paymentReceipt: string;
  readonly refundReceipt: string;
  readonly statement: string;
  readonly billTo: string;
  readonly client: string;
  readonly matter: string;
  /** Of the firm's, for a matter. */
  readonly matterReference: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly status: string;
  readonly statuses: Readonly<Record<InvoiceStatus, string>>;
  /** Of the callout: what is open, until when. */
  readonly toPay: string;
  readonly by: (day: string) => string;
  readonly since: (day: string) => string;
  readonly settled: string;
  readonly inYourFavour: string;
  readonly voided: string;
  readonly nothingOwed: (day: string) => string;
  readonly asOf: (day: string) => string;
  /** Of money that the firm holds in trust. */
  readonly trust: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly discount: string;
  readonly tax: string;
  readonly amount: (currency: string) => string;
  readonly subtotal: string;
  readonly net: string;
  /** A tax in a price that has it in it. */
  readonly included: (tax: string) => string;
  readonly total: string;
  readonly credited: string;
  readonly paid: string;
  readonly balance: string;
  readonly history: string;
  readonly day: string;
  readonly entry: string;
  readonly reference: string;
  readonly moves: Readonly<Record<InvoiceMove['type'], string>>;
  readonly methods: Readonly<Record<PaymentMethod, string>>;
  readonly received: (firm: string) => string;
  readonly givenBack: (firm: string) => string;
  readonly receivedOn: string;
  readonly givenBackOn: string;
  readonly method: string;
  readonly paymentId: string;
  readonly openAfter: string;
  readonly refunds: string;
  readonly days: string;
  readonly fromTo: (from: string, to: string) => string;
  readonly printedOn: string;
  readonly opening: string;
  readonly charges: string;
  readonly payments: string;
  readonly sumOfDays: string;
  readonly closing: string;
  readonly nothing: string;
}

const en: PaperStrings = {
  invoice: (number) => `Invoice ${number}`,
  voidInvoice: (number) => `Invoice ${number} (void)`,
  paymentReceipt: 'Receipt for a payment',
  refundReceipt: 'Receipt for a refund',
  statement: 'Statement of account',
  billTo: 'Billed to',
  client: 'Client',
  matter: 'Matter',
  matterReference: 'Our reference',
  number: 'Invoice',
  issuedOn: 'Issued',
  dueOn: 'Due',
  status: 'Status',
  statuses: { unpaid: 'Unpaid', partially_paid: 'Partly paid', paid: 'Paid', overdue: 'Overdue', void: 'Void' },
  toPay: 'To pay',
  by: (day) => `By ${day}`,
  since: (day) => `Was due on ${day}`,
  settled: 'Nothing left to pay',
  inYourFavour: 'In your favor',
  voided: 'This invoice is void',
  nothingOwed: (day) => `Voided on ${day}. Nothing is owed on it.`,
  asOf: (day) => `As of ${day}`,
  trust: 'This money is yours: we hold it in trust until it is earned.',
  description: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Price',
  discount: 'Discount',
  tax: 'Tax',
  amount: (currency) => `Amount (${currency})`,
  subtotal: 'Subtotal',
  net: 'Without taxes',
  included: (tax) => `${tax} (included)`,
  total: 'Total',
  credited: 'Credited',
  paid: 'Paid',
  balance: 'Balance',
  history: 'Payments and credits',
  day: 'Date',
  entry: 'Entry',
  reference: 'Reference',
  moves: {
    charge: 'Invoice',
    payment: 'Payment',
    refund: 'Refund',
    chargeback: 'Taken back by the bank',
    credit_note: 'Credit note',
    void: 'Voided',
  },
  methods: { cash: 'cash', check: 'check', bank_transfer: 'bank transfer', card: 'card', other: 'other' },
  received: (firm) => `${firm} has received this payment. Thank you.`,
  givenBack: (firm) => `${firm} has given this money back.`,
  receivedOn: 'Received on',
  givenBackOn: 'Given back on',
  method: 'Paid by',
  paymentId: 'Payment number',
  openAfter: 'Open on the invoice after it',
  refunds: 'Given back since',
  days: 'Period',
  fromTo: (from, to) => `${from} to ${to}`,
  printedOn: 'Printed on',
  opening: 'Opening balance',
  charges: 'Charges',
  payments: 'Payments',
  sumOfDays: 'Total of the period',
  closing: 'Closing balance',
  nothing: 'Nothing was open, charged or paid in this period.',
};

const es: PaperStrings = {
  invoice: (number) => `Factura ${number}`,
  voidInvoice: (number) => `Factura ${number} (anulada)`,
  paymentReceipt: 'Recibo de un pago',
  refundReceipt: 'Recibo de un reembolso',
  statement: 'Estado de cuenta',
  billTo: 'Facturado a',
  client: 'Cliente',
  matter: 'Asunto',
  matterReference: 'Nuestra referencia',
  number: 'Factura',
  issuedOn: 'Emitida el',
  dueOn: 'Vence el',
  status: 'Estado',
  statuses: {
    unpaid: 'Sin pagar',
    partially_paid: 'Pagada en parte',
    paid: 'Pagada',
    overdue: 'Vencida',
    void: 'Anulada',
  },
  toPay: 'Por pagar',
  by: (day) => `A más tardar el ${day}`,
  since: (day) => `Venció el ${day}`,
  settled: 'No queda nada por pagar',
  inYourFavour: 'A su favor',
  voided: 'Esta factura está anulada',
  nothingOwed: (day) => `Anulada el ${day}. No se debe nada por ella.`,
  asOf: (day) => `Al ${day}`,
  trust: 'Este dinero es suyo: lo guardamos en una cuenta fiduciaria hasta que se devengue.',
  description: 'Descripción',
  quantity: 'Cantidad',
  unitPrice: 'Precio',
  discount: 'Descuento',
  tax: 'Impuesto',
  amount: (currency) => `Importe (${currency})`,
  subtotal: 'Subtotal',
  net: 'Sin impuestos',
  included: (tax) => `${tax} (incluido)`,
  total: 'Total',
  credited: 'Abonado',
  paid: 'Pagado',
  balance: 'Saldo',
  history: 'Pagos y abonos',
  day: 'Fecha',
  entry: 'Concepto',
  reference: 'Referencia',
  moves: {
    charge: 'Factura',
    payment: 'Pago',
    refund: 'Reembolso',
    chargeback: 'Devuelto por el banco',
    credit_note: 'Nota de crédito',
    void: 'Anulación',
  },
  methods: {
    cash: 'efectivo',
    check: 'cheque',
    bank_transfer: 'transferencia bancaria',
    card: 'tarjeta',
    other: 'otro medio',
  },
  received: (firm) => `${firm} ha recibido este pago. Gracias.`,
  givenBack: (firm) => `${firm} ha devuelto este dinero.`,
  receivedOn: 'Recibido el',
  givenBackOn: 'Devuelto el',
  method: 'Pagado con',
  paymentId: 'Número del pago',
  openAfter: 'Queda por pagar de la factura después',
  refunds: 'Devuelto desde entonces',
  days: 'Período',
  fromTo: (from, to) => `Del ${from} al ${to}`,
  printedOn: 'Impreso el',
  opening: 'Saldo inicial',
  charges: 'Cargos',
  payments: 'Pagos',
  sumOfDays: 'Total del período',
  closing: 'Saldo final',
  nothing: 'En este período no había nada pendiente, y no se cobró ni se pagó nada.',
};

// Without isolates around names, as mails have them: on paper they would be copied along with the words.
/** Without vowel marks: on paper they would be read twice (decision 12). */
const ar: PaperStrings = {
  invoice: (number) => `فاتورة ${number}`,
  voidInvoice: (number) => `فاتورة ${number} (ملغاة)`,
  paymentReceipt: 'إيصال دفع',
  refundReceipt: 'إيصال رد مبلغ',
  statement: 'كشف حساب',
  billTo: 'صادرة إلى',
  client: 'العميل',
  matter: 'القضية',
  matterReference: 'مرجعنا',
  number: 'الفاتورة',
  issuedOn: 'تاريخ الإصدار',
  dueOn: 'تاريخ الاستحقاق',
  status: 'الحالة',
  statuses: {
    unpaid: 'غير مدفوعة',
    partially_paid: 'مدفوعة جزئيا',
    paid: 'مدفوعة',
    overdue: 'متأخرة السداد',
    void: 'ملغاة',
  },
  toPay: 'المبلغ المستحق',
  by: (day) => `في موعد أقصاه ${day}`,
  since: (day) => `كان مستحقا في ${day}`,
  settled: 'لم يبق ما يدفع',
  inYourFavour: 'رصيد لصالحك',
  voided: 'هذه الفاتورة ملغاة',
  nothingOwed: (day) => `ألغيت في ${day}. لا يستحق عنها أي مبلغ.`,
  asOf: (day) => `حتى ${day}`,
  trust: 'هذا المال ملكك، ونحتفظ به أمانة إلى أن يستحق أتعابا.',
  description: 'الوصف',
  quantity: 'الكمية',
  unitPrice: 'السعر',
  discount: 'الخصم',
  tax: 'الضريبة',
  amount: (currency) => `المبلغ (${currency})`,
  subtotal: 'المجموع الفرعي',
  net: 'دون الضرائب',
  included: (tax) => `${tax} (مشمولة)`,
  total: 'الإجمالي',
  credited: 'إشعارات دائنة',
  paid: 'المدفوع',
  balance: 'الرصيد',
  history: 'المدفوعات والإشعارات الدائنة',
  day: 'التاريخ',
  entry: 'البيان',
  reference: 'المرجع',
  moves: {
    charge: 'فاتورة',
    payment: 'دفعة',
    refund: 'رد مبلغ',
    chargeback: 'استرده البنك',
    credit_note: 'إشعار دائن',
    void: 'إلغاء',
  },
  methods: { cash: 'نقدا', check: 'شيك', bank_transfer: 'تحويل مصرفي', card: 'بطاقة', other: 'طريقة أخرى' },
  received: (firm) => `استلم ${firm} هذه الدفعة. شكرا لك.`,
  givenBack: (firm) => `رد ${firm} هذا المبلغ.`,
  receivedOn: 'تاريخ الاستلام',
  givenBackOn: 'تاريخ الرد',
  method: 'طريقة الدفع',
  paymentId: 'رقم الدفعة',
  openAfter: 'المتبقي من الفاتورة بعدها',
  refunds: 'ما رد بعد ذلك',
  days: 'الفترة',
  fromTo: (from, to) => `من ${from} إلى ${to}`,
  printedOn: 'تاريخ الطباعة',
  opening: 'الرصيد الافتتاحي',
  charges: 'المطلوب',
  payments: 'المدفوع',
  sumOfDays: 'مجموع الفترة',
  closing: 'الرصيد الختامي',
  nothing: 'لم يكن في هذه الفترة رصيد مفتوح، ولم يطلب فيها شيء ولم يدفع.',
};

export const paperStrings = { en, es, ar } as const;
