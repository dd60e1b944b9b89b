/** The part of DNS that proves whose a host is. */
export interface Dns {
  /** The TXT records of a name, each as one text; none where there are none. Rejects where DNS does not answer. */
  txt(name: string): Promise<readonly string[]>;
}
