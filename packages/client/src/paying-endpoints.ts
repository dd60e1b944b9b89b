/** What paying looks like on the wire: it comes with the first call about it, since most visits pay nothing. */
export {
  cancelPayment,
  forgetPaymentMethod,
  getAutopay,
  getPayingOptions,
  getPayment,
  getPlanAutopay,
  keepDemoMethod,
  listPaymentMethods,
  playDemoPayment,
  setAutopay,
  setPlanAutopay,
  setUpPaymentMethod,
  startPayment,
} from '@portico/contract';
