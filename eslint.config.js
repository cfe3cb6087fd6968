import js from '@eslint/js';
import vueI18n from '@intlify/eslint-plugin-vue-i18n';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import vueA11y from 'eslint-plugin-vuejs-accessibility';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Rooms and what they never import (docs/architecture.md); the architecture test walks the rest. */
const never = (...patterns) => ({
  'no-restricted-imports': [
    'error',
    { patterns: patterns.map(([group, message]) => ({ group: [group].flat(), message })) },
  ],
});
const NODE = ['node:*', 'shared and renderer never touch Node'];
const ELECTRON = [['electron', 'electron/*'], 'only main and preload know Electron'];
const VUE = [['vue', 'pinia', 'vue-i18n', 'reka-ui'], 'only the renderer knows Vue'];
const REKA = ['reka-ui', 'renderer/components gives it our tokens, texts and manners'];
const BRIDGE_ONLY = ['**/electron/**', 'the renderer only knows the bridge'];

export default ts.config(
  { ignores: ['out/', '.tsbuild/', 'node_modules/', 'tools/**/*.json', '*.json'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  ...vueA11y.configs['flat/recommended'],
  ...vueI18n.configs.recommended,
  prettier,
  {
    languageOptions: { ecmaVersion: 2023, sourceType: 'module' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'use a union of literals' },
        { selector: 'ExportDefaultDeclaration', message: 'name what you export' },
      ],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400 }],
    },
  },
  // Tables of data.
  {
    files: [
      'renderer/locales/*.json',
      'resources/**/*.yaml',
      'test/fixtures/**/*.yaml',
      'resources/**/*.schema.json',
      'tools/goods/training/*.yaml',
    ],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['shared/**/*.ts'],
    rules: {
      ...never(NODE, ELECTRON, VUE),
      'no-restricted-globals': ['error', 'window', 'document', 'process', 'Buffer', 'setTimeout'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'the clock is passed in' },
        { object: 'Math', property: 'random', message: 'ids and noise are passed in' },
      ],
    },
  },
  { files: ['electron/core/**/*.ts', 'electron/cli/**/*.ts'], rules: never(ELECTRON, VUE) },
  {
    files: ['electron/devices/**/*.ts'],
    rules: never(ELECTRON, VUE, ['**/core/**', 'devices holds no records']),
  },
  {
    files: ['electron/main/**/*.ts', 'electron/preload/**/*.ts'],
    rules: never(
      VUE,
      [['serialport', 'better-sqlite3'], 'native code lives in the utility processes'],
      [['**/core/**', '**/devices/**'], 'main decides nothing of the domain'],
    ),
  },
  {
    settings: {
      'vue-i18n': { localeDir: './renderer/locales/*.json', messageSyntaxVersion: '^11.0.0' },
    },
  },
  {
    files: ['renderer/**/*.{ts,vue}'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser },
    },
    rules: {
      ...never(NODE, ELECTRON, REKA, BRIDGE_ONLY),
      'vue/multi-word-component-names': 'off',
      'vue/html-self-closing': 'off',
      '@intlify/vue-i18n/no-raw-text': 'error',
      '@intlify/vue-i18n/no-missing-keys': 'error',
    },
  },
  // A page for development in English.
  { files: ['renderer/gallery/**'], rules: { '@intlify/vue-i18n/no-raw-text': 'off' } },
  { files: ['renderer/components/**'], rules: never(NODE, ELECTRON, BRIDGE_ONLY) },
  {
    files: ['electron/**/*.{ts,mjs}', 'tools/**/*.{ts,js}', 'test/**/*.ts', '*.{js,ts}'],
    languageOptions: { globals: { ...globals.node } },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['**/*.config.{ts,js}', 'eslint.config.js', 'renderer/**/*.vue'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);
