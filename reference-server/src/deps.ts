/** What every feature is given: the ports it may use, and nothing to look them up in. */
import type { Arrivals } from './arrivals/relay.js';
import type { Rounds } from './database/rounds.js';
import type { Work } from './database/work.js';
import type { MailRelay } from './mail/relay.js';
import type { BlobStore } from './ports/blobs.js';
import type { Bytes } from './ports/bytes.js';
import type { Clock } from './ports/clock.js';
import type { Dns } from './ports/dns.js';
import type { Log } from './ports/log.js';
import type { Mailer } from './ports/mail.js';
import type { Ocr } from './ports/ocr.js';
import type { Passwords } from './ports/passwords.js';
import type { PaymentProcessor } from './ports/payments.js';
import type { PdfMaker } from './ports/pdf.js';
import type { Pictures } from './ports/pictures.js';
import type { Scanner } from './ports/scanner.js';
import type { Sheets } from './ports/sheets.js';
import type { SmsSender } from './ports/sms.js';

export interface Config {
  /** Address under which the API is reached, without a trailing slash. Never taken from a Host header. */
  readonly publicUrl: string;
  /** Hosts, with their port, that answer as the public URL's does: loopback names in development. */
  readonly otherHosts?: readonly string[];
  readonly version: string;
  /** 32 bytes; wraps the firms' keys and keys the DPoP nonces. */
  readonly masterKey: Uint8Array<ArrayBuffer>;
  /** Largest upload in bytes, whatever a request allows. */
  readonly maxUploadBytes: number;
  /** Checks every answer against the contract; on in tests and development. */
  readonly checkAnswers: boolean;
}

export interface Deps {
  readonly config: Config;
  readonly work: Work;
  readonly blobs: BlobStore;
  readonly bytes: Bytes;
  readonly mailer: Mailer;
  readonly sms: SmsSender;
  readonly passwords: Passwords;
  /** Carries queued mails and text messages out. */
  readonly relay: MailRelay;
  /** Does what is to be done with documents that have arrived. */
  readonly arrivals: Arrivals;
  /** Without one nothing is checked for viruses. */
  readonly scanner?: Scanner;
  /** Without it documents have no previews, and no passport is read. */
  readonly pictures?: Pictures;
  /** Without it no other text is read. */
  readonly ocr?: Ocr;
  /** Without one nothing is paid here. */
  readonly payments?: PaymentProcessor;
  /** Finds out what has become of payments that nobody told of. */
  readonly settling: Rounds;
  /** Takes PDFs apart and puts them together. */
  readonly sheets: Sheets;
  /** Without it receipts are signed files alone. */
  readonly pdf?: PdfMaker;
  readonly clock: Clock;
  readonly dns: Dns;
  readonly log: Log;
}
