import { define } from '../core/define.js';
import { PortalPayment } from '../payment/payment.js';

define('portal-payment', PortalPayment);
