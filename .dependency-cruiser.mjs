// The laws of the house that a machine can keep (docs/architecture.md).
export default {
  forbidden: [
    {
      name: 'core-imports-no-plugin',
      comment: 'Dependencies point inward: core knows no adapter, connector, channel, scorer or tool.',
      severity: 'error',
      from: { path: '^packages/core/src' },
      to: { path: '^packages/(?!core/)' },
    },
    {
      name: 'core-is-portable',
      comment: 'Core imports no `node:` builtin: it runs wherever JavaScript runs.',
      severity: 'error',
      from: { path: '^packages/(core|scenarios|scoring|reports)/', pathNot: '\\.test\\.ts$|/test/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'plugins-do-not-know-each-other',
      comment: 'A plugin imports core and, for SQL storage, what the SQL adapters share.',
      severity: 'error',
      from: {
        path: '^packages/(storage|connectors|channels|scoring)/([^/]+)/src/',
        pathNot: '\\.test\\.ts$',
      },
      to: {
        path: '^packages/(storage|connectors|channels|scoring|scenarios|reports|testing|cli)/',
        pathNot: ['^packages/$1/$2/', '^packages/storage/sql/'],
      },
    },
    {
      name: 'nothing-imports-the-cli',
      severity: 'error',
      from: { pathNot: '^packages/cli/|^examples/' },
      to: { path: '^packages/cli/' },
    },
    {
      name: 'sources-do-not-import-tests',
      severity: 'error',
      from: { path: '^packages/.+/src/', pathNot: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$|/test/|/test-support/' },
    },
    {
      name: 'no-circles-between-files',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      from: { path: '^packages/.+/src/', pathNot: '\\.test\\.ts$' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'],
        dependencyTypesNot: ['npm-peer', 'type-only'],
      },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@clientele/source', 'node', 'import', 'types', 'default'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.json'],
    },
  },
}
