import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'

/** What may be imported where. The compiler holds the same walls; here they get a sentence each. */
const wall = (...groups) => ({
  'no-restricted-imports': [
    'error',
    { patterns: groups.map(([group, message]) => ({ group, message })) },
  ],
})

export default ts.config(
  {
    ignores: [
      '**/node_modules/',
      '**/.svelte-kit/',
      '**/.wrangler/',
      '.types/',
      '.state/',
      'migrations/',
      'test-results/',
    ],
  },
  ...ts.configs.recommended,
  ...svelte.configs['flat/recommended'],
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    // Links here are plain paths of one app without a base path.
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  {
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-console': ['error', { allow: ['error'] }],
    },
  },
  { files: ['.bin/**', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    files: ['shared/**/*.ts'],
    rules: {
      ...wall([['**/web/**', '**/worker/**', 'node:*'], 'shared imports valibot and itself']),
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: 'The clock is an argument.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The clock is an argument.',
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'The dice are an argument.',
        },
      ],
    },
  },
  {
    files: ['web/src/**'],
    ignores: ['web/src/lib/api.ts'],
    rules: wall([['**/worker/**'], 'web knows the worker by its types alone, through lib/api.ts']),
  },
  {
    files: ['web/src/lib/ui/**'],
    rules: wall([['**/shared/**', '**/store/**', '**/sync/**'], 'ui knows no domain']),
  },
  {
    files: ['worker/**/*.ts'],
    ignores: ['worker/index.ts'],
    rules: wall([['**/web/**'], 'the worker knows nothing of the screens']),
  },
)
