/** Mail going out. */
export interface Mail {
  /** The same each time a message is tried again; it becomes the Message-ID, by which receivers drop repetitions. */
  readonly id: string;
  readonly to: string;
  /** The firm's name, shown beside the sending address. Data: an adapter must encode it. */
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** BCP 47 language of the text. */
  readonly language: string;
}

export interface Mailer {
  /** Resolves when the next server has taken the message. */
  send(mail: Mail): Promise<void>;
}
