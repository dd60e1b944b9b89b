/** Gets papers as PDF and gives them to the browser's downloads. They are fetched with the session, so no link to them can be passed on. */
import { ProblemError } from '@portico/client';
import { save } from '../core/save.js';

export class Papers {
  #made = true;

  /** False once the server has said that it makes no PDF. */
  get made(): boolean {
    return this.#made;
  }

  /** Saves one. @returns false where there is no PDF to be had @throws whatever else went wrong */
  async save(name: string, fetch: () => Promise<Blob>): Promise<boolean> {
    try {
      save(await fetch(), name);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'pdf_unavailable') throw error;
      this.#made = false;
    }
    return this.#made;
  }
}
