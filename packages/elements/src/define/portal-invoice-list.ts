import { define } from '../core/define.js';
import { PortalInvoiceList } from '../invoice-list/invoice-list.js';

define('portal-invoice-list', PortalInvoiceList);
