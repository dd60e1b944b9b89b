/**
 * Two lint rules for css`…` literals. A right-to-left reader gets the same layout mirrored only if nothing says left or
 * right; a firm's appearance reaches every element only if colour, radius and font come from tokens. Plain JavaScript,
 * because ESLint loads it.
 */

const physical =
  /(?:^|[;{\s])((?:(?:margin|padding|scroll-margin|scroll-padding|border)-(?:left|right)[a-z-]*|(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|float|clear|justify-[a-z]+)\s*:\s*(?:left|right)\b)/g;
const colour =
  /(#[0-9a-f]{3,8}\b(?![^;{}]*\{)|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|:\s*[^;{}]*\b(?:white|black|red|green|blue|gr[ae]y|silver|orange|yellow|purple|navy|teal|maroon)\b(?=[^{}]*[;}]))/gi;
const radius = /\bborder(?:-[a-z]+)*-radius\s*:\s*(?![^;]*var\()(?!0\b|50%|inherit)[^;]+/g;
const font = /\bfont(?:-family)?\s*:\s*(?![^;]*var\()(?!inherit\b)[^;]+/g;

/** Reports every match of the patterns in the css literals of a file, where it stands. */
function rule(description, findings) {
  return {
    meta: { type: 'problem', docs: { description }, schema: [] },
    create: (context) => ({
      'TaggedTemplateExpression[tag.name="css"] > TemplateLiteral > TemplateElement'(node) {
        const css = node.value.raw.replace(/\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length));
        for (const [pattern, message] of findings) {
          for (const match of css.matchAll(pattern)) {
            const at = node.range[0] + 1 + match.index + match[0].search(/\S/);
            context.report({
              loc: {
                start: context.sourceCode.getLocFromIndex(at),
                end: context.sourceCode.getLocFromIndex(at + match[0].trim().length),
              },
              message: `${match[0].replace(/^[\s;{]+/, '').trim()}: ${message}`,
            });
          }
        }
      },
    }),
  };
}

export const cssRules = {
  'logical-css': rule('directions follow the reader', [
    [physical, 'use the logical property (inline-start, inline-end), so that right to left is mirrored.'],
  ]),
  'css-tokens': rule('colours, radii and fonts come from tokens', [
    [colour, 'use a --portal-color-… token.'],
    [radius, 'use a --portal-radius token.'],
    [font, 'inherit the font or use a token.'],
  ]),
};
