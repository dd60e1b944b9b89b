/**
 * Sets documents that a client or the firm keeps: receipts now, and whatever else is printed. What a document looks like is a
 * template beside its feature; what it says comes in as data and is never part of the template's source.
 */

/** What a template is given: JSON, and nothing that could be run. */
export type PdfValue =
  string | number | boolean | null | readonly PdfValue[] | { readonly [name: string]: PdfValue | undefined };

export interface PdfOrder {
  /** Path of the template below the server's sources, e.g. `receipts/receipt.typ`. */
  readonly template: string;
  /** Read by the template as `json(bytes(sys.inputs.data))`. */
  readonly data: PdfValue;
  /** Pictures that the template asks for, by their paths: `/logo.png`. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

export interface PdfMaker {
  /** A tagged PDF; the same bytes for the same order. @throws PdfError where the template cannot be set with the data */
  make(order: PdfOrder): Promise<Uint8Array<ArrayBuffer>>;
}

/** The document cannot be set, now or later. */
export class PdfError extends Error {
  override name = 'PdfError' as const;
}
