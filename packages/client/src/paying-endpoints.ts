/** What paying looks like on the wire: it comes with the first call about it, since most visits pay nothing. */
export { cancelPayment, getPayingOptions, getPayment, playDemoPayment, startPayment } from '@portico/contract';
