/** Words that every sheet has. */
export interface SheetStrings {
  readonly support: (whom: string) => string;
  /** With `{page}` and `{all}`, which are known once it is set. */
  readonly pages: string;
}

const en: SheetStrings = {
  support: (whom) => `Do you have a question? ${whom}`,
  pages: 'Page {page} of {all}',
};

const es: SheetStrings = {
  support: (whom) => `¿Tiene alguna pregunta? ${whom}`,
  pages: 'Página {page} de {all}',
};

const ar: SheetStrings = {
  support: (whom) => `هل لديك سؤال؟ ${whom}`,
  pages: 'صفحة {page} من {all}',
};

export const sheetStrings = { en, es, ar } as const;
