/** Hands a story's args to its element as properties; what is undefined is left alone. */
import { noChange } from 'lit';
import { directive, Directive, type ElementPart } from 'lit/directive.js';

class Properties extends Directive {
  override render(_args: Readonly<Record<string, unknown>>): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [args]: [Readonly<Record<string, unknown>>]): unknown {
    for (const [name, value] of Object.entries(args)) if (value !== undefined) Reflect.set(element, name, value);
    return noChange;
  }
}

export const properties = directive(Properties);
