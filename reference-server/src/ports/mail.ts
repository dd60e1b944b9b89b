/** Mail going out. */
export interface Mail {
  readonly to: string;
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
