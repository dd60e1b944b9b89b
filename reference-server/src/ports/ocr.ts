/** Reads the text of a picture. */
export interface Ocr {
  /**
   * @param picture a JPEG or PNG that the server drew itself
   * @throws where it takes too long or too much
   */
  read(picture: Uint8Array): Promise<PageText>;
}

export interface PageText {
  readonly text: string;
  /** 0 to 1, over all words. */
  readonly confidence: number;
}
