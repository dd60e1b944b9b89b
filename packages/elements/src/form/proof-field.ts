/** The field in which a person proves anew who they are, in the light DOM, where password managers and code autofill find it. */
import type { TemplateResult } from 'lit';
import type { Translate } from '../core/translate.js';
import { codeField, passwordField } from './fields.js';
import type { strings as formStrings } from './form.strings.js';
import type { StepUp } from './step-up.js';
import { strings } from './step-up.strings.js';

export type ProofWords = Translate<typeof strings>;

/** What the field needs to speak and to know. */
export interface ProofFieldView {
  /** Distinguishes the ids of several on one page. */
  readonly id: string;
  readonly asking: NonNullable<StepUp['asking']>;
  /** Where the code was sent. */
  readonly email: string;
  /** What is wrong, in words. */
  readonly problem: string | undefined;
  readonly words: ProofWords;
  readonly formWords: Translate<typeof formStrings>;
  /** Whether the password can be read. */
  readonly shown: boolean;
  readonly toggle: () => void;
  readonly submit: () => void;
}

/** A field named `proof`. */
export function proofField(view: ProofFieldView): TemplateResult {
  const { id, asking, email, problem, words, formWords, shown, toggle, submit } = view;
  const named = { id: `${id}-proof`, name: 'proof', problem };
  return asking === 'password'
    ? passwordField({
        ...{ ...named, label: formWords('password'), hint: words('proofPassword') },
        ...{ autocomplete: 'current-password', words: formWords, shown, toggle },
      })
    : codeField({ ...named, label: words('code'), hint: words('proofText', { email }), complete: submit });
}

/** What is wrong, in words: with a proof, or with anything that has no words of its own. */
export function proofProblem(problem: string, words: ProofWords, formWords: Translate<typeof formStrings>): string {
  if (problem === 'password_missing') return formWords(problem);
  return isProblem(problem) ? words(problem) : words('failed');
}

type Problem = Exclude<keyof typeof strings, 'proofText'>;

function isProblem(problem: string): problem is Problem {
  return problem in strings;
}
