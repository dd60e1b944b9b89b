/** Shows a story as Storybook does, without Storybook: the fixtures of the audit. */
import type { PagePortal } from '@portico/testing/page';
import { render, type TemplateResult } from 'lit';
import { forget, loadPortal, stage, type Story, type StoryContext, type Surroundings } from './stage.js';

/** A module of stories. */
export interface StoryModule {
  readonly default: {
    readonly title?: string;
    readonly render?: unknown;
    readonly parameters?: unknown;
  };
}

/** A story on the page. */
export interface Mounted {
  readonly canvas: HTMLElement;
  readonly portal: PagePortal;
  /** Changes the page around it; what was done in it stays. */
  readonly surround: (changes: Partial<Surroundings>) => void;
  readonly leave: () => Promise<void>;
}

type Render = (args: unknown, context: StoryContext) => TemplateResult;
type BeforeEach = (context: StoryContext) => (() => Promise<void>) | undefined;

/** Names of the stories of a module, in its order. */
export function namesOf(module: StoryModule): string[] {
  return Object.keys(module).filter((name) => name !== 'default');
}

/** Shows and plays a story. */
export async function mount(module: StoryModule, name: string): Promise<Mounted> {
  const meta = module.default;
  const story = Reflect.get(module, name) as Story;
  const canvasElement = document.createElement('div');
  document.body.replaceChildren(canvasElement);
  const parameters = { ...(meta.parameters as object), ...story.parameters };
  const before: Surroundings = { theme: 'light', direction: 'auto', language: 'en', latency: '0', failure: 'none' };
  const id = `${meta.title ?? ''} ${name}`;
  const loaded = await loadPortal({ id, parameters, globals: before });
  const context: StoryContext = { id, parameters, globals: before, canvasElement, loaded };
  const draw = (story.render ?? meta.render) as Render;
  const surround = (changes: Partial<Surroundings>) => {
    render(stage(draw(story.args ?? {}, context), loaded, { ...before, ...changes }), canvasElement);
  };
  const after = (story.beforeEach as BeforeEach | undefined)?.(context);
  surround({});
  await story.play?.(context);
  return {
    canvas: canvasElement,
    portal: loaded.portal,
    surround,
    leave: async () => {
      await after?.();
      await forget();
      canvasElement.remove();
    },
  };
}
