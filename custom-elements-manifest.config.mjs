/**
 * Describes the public elements for tools: custom-elements.json for documentation, Storybook and wrappers, and from it
 * the data that makes VS Code and JetBrains editors know our tags. Run by `packages/tools/src/manifest.ts`.
 */
import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';

const outdir = 'packages/elements/dist';

export default {
  globs: ['packages/elements/src/**/*.ts'],
  exclude: ['packages/elements/src/**/*.test.ts', 'packages/elements/src/embed/**'],
  outdir,
  litelement: true,
  packagejson: false,
  plugins: [
    tagNames(),
    publicOnly(),
    customElementVsCodePlugin({
      outdir,
      htmlFileName: 'vscode.html-custom-data.json',
      cssFileName: null,
      hideLogs: true,
    }),
    customElementJetBrainsPlugin({ outdir, webTypesFileName: 'web-types.json', packageJson: false, hideLogs: true }),
  ],
};

/** Our `define('portal-…', Class)` is what the analyzer knows as customElements.define. */
function tagNames() {
  const tags = new Map();
  return {
    name: 'portico-tag-names',
    analyzePhase({ ts, node }) {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'define') return;
      const [tag, element] = node.arguments;
      if (tag && element && ts.isStringLiteral(tag)) tags.set(element.getText(), tag.text);
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const declaration of customElementsManifest.modules.flatMap((module) => module.declarations)) {
        if (!tags.has(declaration.name)) continue;
        declaration.tagName = tags.get(declaration.name);
        declaration.customElement = true;
      }
    },
  };
}

/**
 * Keeps the elements that have a tag, their public members, and the paths of what is published. An event that the code
 * dispatches is dropped where the class block documents one of its type, and else stays, without a description.
 */
function publicOnly() {
  const isPublic = ({ name, privacy, static: isStatic, description }) =>
    (privacy ?? 'public') === 'public' && !isStatic && !name.startsWith('#') && !description?.includes('@internal');
  const published = (path) => path.replace(/^packages\/elements\/src\//, '').replace(/\.ts$/, '.js');
  return {
    name: 'portico-public-only',
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.modules = customElementsManifest.modules.flatMap((module) => {
        const declarations = module.declarations.filter(({ tagName }) => tagName);
        const names = new Set(declarations.map(({ name }) => name));
        const path = published(module.path);
        const exported = module.exports
          .filter(({ name }) => names.has(name))
          .map((item) => ({ ...item, declaration: { ...item.declaration, module: path } }));
        return declarations.length > 0 ? [{ ...module, path, declarations, exports: exported }] : [];
      });
      for (const declaration of customElementsManifest.modules.flatMap(({ declarations }) => declarations)) {
        const { members = [], attributes = [], events = [] } = declaration;
        declaration.members = members.filter(isPublic);
        const documented = new Set(events.filter(({ name }) => name).map(({ type }) => type?.text));
        declaration.events = events
          .filter(({ name, type }) => name || !documented.has(type?.text))
          .map((event) => ({ ...event, name: event.name ?? event.type?.text }));
        for (const { inheritedFrom } of [...declaration.members, ...attributes]) {
          if (inheritedFrom?.module) inheritedFrom.module = published(inheritedFrom.module);
        }
      }
    },
  };
}
