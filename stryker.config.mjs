/**
 * Mutation testing: `npm run mutate` changes the rules and the disclosure in some two thousand small ways and says which
 * changes no test of theirs notices. One file: `npm run mutate -- --mutate functions/rules/schedule/plan.ts`. What has not
 * changed since the last run is taken from the incremental file.
 *
 * Patterns and tables that are made when a module loads (`ignoreStatic`) would cost a fresh process for each mutant. Those of
 * self-harm take four minutes: `npm run mutate -- --ignoreStatic false --mutate functions/rules/reply-intent/self-harm.ts`.
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
  mutate: ['functions/analysis/disclosure/**/*.ts', 'functions/rules/**/*.ts'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  // TypeScript 7 has no API with which Stryker could rewrite the paths of a tsconfig; ours holds none that need it.
  tsconfigFile: 'none',
  incremental: true,
  incrementalFile: '.concord/mutation/incremental.json',
  tempDirName: '.concord/mutation/sandbox',
  reporters: ['clear-text', 'progress-append-only', 'json', 'html'],
  clearTextReporter: { reportTests: false, logTests: false },
  jsonReporter: { fileName: '.concord/mutation/report.json' },
  htmlReporter: { fileName: '.concord/mutation/report.html' },
}
