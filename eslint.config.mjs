/** The law of docs/conventions.md as far as a program can hold it. */
import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import ts from 'typescript-eslint';
import { cssRules } from './packages/tools/src/css-rules.mjs';

const tests = [
  '**/*.test.ts',
  '**/*.suite.ts',
  '**/*.spec.ts',
  'packages/testing/**/*.ts',
  'stories/**/*.ts',
  'proofs/**/*.ts',
  'packages/tools/src/bench/**/*.ts',
];
const elements = 'packages/elements/src/**/*.ts';

const everywhere = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals or z.enum.' },
  { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'A file is the namespace.' },
  { selector: 'TSParameterProperty', message: 'Declare the field and assign it.' },
  { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' },
  {
    selector: 'MemberExpression[object.name="customElements"][property.name="define"]',
    message: 'Use define() of core/define, which never throws when the tag is taken.',
  },
];
const casts = [
  {
    selector: 'TSAsExpression:not([typeAnnotation.typeName.name="const"])',
    message: 'No casts outside tests: narrow the value instead.',
  },
  { selector: 'TSTypeAssertion', message: 'No casts outside tests: narrow the value instead.' },
];

export default ts.config(
  {
    ignores: ['**/node_modules/', '**/dist/', '.cache/', '**/.data/', '**/storybook-static/', '**/test-results/'],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...casts],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'lit/directives/style-map.js',
              message: 'Inline styles break a strict CSP: use a class or a part.',
            },
            { name: 'lit/directives/unsafe-html.js', message: 'Markup comes from templates alone.' },
            { name: 'lit/directives/unsafe-svg.js', message: 'Markup comes from templates alone.' },
            { name: 'zod', message: 'The full build costs a browser 23 kB and tries eval: use zod/mini.' },
          ],
        },
      ],
      'no-eval': 'error',
      eqeqeq: ['error', 'always'],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'suite', 'describe', 'it'] },
          ],
        },
      ],
      '@typescript-eslint/no-invalid-void-type': 'off',
      // The platform's types promise what an older browser lacks; asking first is right.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': [
        'error',
        ...everywhere.filter(({ selector }) => selector !== 'ExportDefaultDeclaration'),
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // What a test reads of an answer it asserts; the answer's shape is the contract's affair.
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-type-assertion': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    files: [elements, 'stories/**/*.ts'],
    plugins: { lit, wc, 'lit-a11y': litA11y },
    settings: { wc: { elementBaseClasses: ['LitElement', 'PortalElement'] } },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...wc.configs['flat/best-practice'].rules,
      'wc/guard-super-call': 'off',
      ...litA11y.configs.recommended.rules,
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/prefer-static-styles': 'error',
      'lit/value-after-constraints': 'error',
      'lit/ban-attributes': ['error', 'style'],
    },
  },
  {
    files: [elements],
    plugins: { portico: { rules: cssRules } },
    rules: { 'portico/logical-css': 'error', 'portico/css-tokens': 'error' },
  },
  { files: ['packages/elements/src/styles/**/*.ts'], rules: { 'portico/css-tokens': 'off' } },
  {
    files: ['packages/elements/src/core/define.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...everywhere.filter(({ selector }) => !selector.includes('customElements')),
        ...casts,
      ],
    },
  },
  {
    files: ['**/*.config.ts', 'stories/.storybook/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...casts] },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
);
