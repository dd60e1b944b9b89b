import { PortalElement } from './element.js';
import type { FacesContext, FacesHost } from './faces.js';
import { strings } from './faces.strings.js';

/** An element that shows the shared faces: what those need of it, once for all. */
export abstract class FacedElement extends PortalElement implements FacesHost {
  /** What the shared faces need of this element. @internal */
  facesContext(): FacesContext {
    return {
      portal: this.portal,
      words: this.words(strings, (locale) => locale.faces),
      internals: this.internals,
      announce: (text) => {
        this.announce(text);
      },
      legible: this.reading !== undefined,
    };
  }
}
