/** Text messages going out. */
export interface Sms {
  /** The same each time a message is tried again. */
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
  /** BCP 47 language of the text. */
  readonly language: string;
}

export interface SmsSender {
  /**
   * Resolves when the carrier's service has taken the message.
   * @throws UndeliverableError where trying again is of no use
   */
  send(sms: Sms): Promise<void>;
}
