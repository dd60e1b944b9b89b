/**
 * What stands around every story, in Storybook and in tests alike: a portal of its own in the page, a provider that hands it to
 * the element, and a page with a language, a direction and a colour scheme.
 */
import '@portico/elements/define/portal-provider';
import { createPagePortal, type PagePortal, type PagePortalOptions } from '@portico/testing/page';
import type { StoryObj } from '@storybook/web-components-vite';
import { css, html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

/** What a reader of Storybook chooses in its toolbar. */
export interface Surroundings {
  readonly theme: 'auto' | 'light' | 'dark';
  readonly language: string;
  /** `auto` follows the language. */
  readonly direction: 'auto' | 'ltr' | 'rtl';
  /** Milliseconds, in digits. */
  readonly latency: string;
  readonly failure: NonNullable<PagePortalOptions['failure']>;
}

/** What a story says about its portal. */
export interface PortalParameters {
  readonly portal: Omit<PagePortalOptions, 'language'> & {
    /** Called when everything is set up, before the element is there. */
    readonly before?: ((portal: PagePortal) => Promise<void>) | undefined;
  };
}

/** A state of an element. */
export type Story<Args = Record<string, unknown>> = Omit<StoryObj<Args>, 'parameters' | 'play' | 'render'> & {
  readonly parameters?: Partial<PortalParameters> & Record<string, unknown>;
  readonly render?: (args: Args, context: StoryContext) => TemplateResult;
  /** What somebody does before the state is there. */
  readonly play?: (context: StoryContext) => Promise<void>;
};

/** What rendering and playing a story is given. */
export interface StoryContext {
  readonly id: string;
  readonly parameters: unknown;
  readonly globals: unknown;
  readonly canvasElement: HTMLElement;
  readonly loaded: { readonly portal: PagePortal };
}

const page = css`
  :root {
    color-scheme: light dark;
  }
  :root[data-theme='light'] {
    color-scheme: light;
  }
  :root[data-theme='dark'] {
    color-scheme: dark;
  }
  body,
  .docs-story {
    background: light-dark(#fff, #101216);
  }
  .stage {
    box-sizing: border-box;
    max-inline-size: 880px;
    margin-inline: auto;
    padding: clamp(16px, 4vw, 40px);
    color: light-dark(#1a1d23, #eceef1);
    font:
      16px/1.5 system-ui,
      sans-serif;
  }
`.styleSheet;
if (page) document.adoptedStyleSheets.push(page);

const loaded = new Map<string, Promise<PagePortal>>();

/** Makes a story's portal, once for as long as nothing but its looks is changed. */
export async function loadPortal({
  id,
  parameters,
  globals,
  viewMode,
}: {
  readonly id: string;
  readonly parameters: unknown;
  readonly globals: unknown;
  readonly viewMode?: string;
}): Promise<{ readonly portal: PagePortal }> {
  const { before, ...options } = (parameters as PortalParameters).portal;
  const { language, latency, failure } = globals as Surroundings;
  const key = [id, latency, failure].join(' ');
  const known = loaded.get(key);
  if (known) return { portal: await known };
  if (viewMode !== 'docs') await forget();
  const wanted = {
    ...options,
    language,
    ...(latency !== '0' && { latency: Number(latency) }),
    ...(failure !== 'none' && { failure }),
  };
  const made = createPagePortal(wanted).then(async (portal) => {
    await before?.(portal);
    return portal;
  });
  loaded.set(key, made);
  return { portal: await made };
}

/** Drops every portal, and gives the page its network back. */
export async function forget(): Promise<void> {
  const portals = await Promise.all(loaded.values());
  loaded.clear();
  for (const portal of portals) portal.failure = 'none';
}

/** The page around a story. */
export function stage(story: unknown, context: unknown, surroundings: unknown): TemplateResult {
  const { theme, language, direction } = surroundings as Surroundings;
  const { portal } = context as StoryContext['loaded'];
  document.documentElement.dataset['theme'] = theme;
  return html`<div class="stage">
    ${keyed(
      portal,
      html`<portal-provider .client=${portal.client} lang=${language} dir=${direction === 'auto' ? nothing : direction}>
        ${story}
      </portal-provider>`,
    )}
  </div>`;
}
