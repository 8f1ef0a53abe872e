import { defineConfig } from 'vitest/config'
import { buildBuiltInValues } from './infra/constructs/built-in-values.ts'

process.env.TZ = 'UTC'

/** How many times longer than usual a test may take: for a machine that does other work too. */
const patience = Number(process.env.CONCORD_PATIENCE ?? 1)

/** Tests of one kind. They make tables, ports and browser contexts of their own and leave no global changed, so they share a process. */
function kind(name: string, seconds: number, needs: { readonly dynamodb?: boolean } = {}) {
  return {
    extends: true as const,
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      testTimeout: seconds * 1000 * patience,
      hookTimeout: Math.max(seconds, 60) * 1000 * patience,
      isolate: false,
      ...(needs.dynamodb && {
        globalSetup: ['tests/support/embedded-dynamodb.setup.ts'],
        setupFiles: ['tests/support/close-connections.setup.ts'],
      }),
    },
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  define: buildBuiltInValues(),
  test: {
    /*
     * `npm run coverage`. Each number is what was measured, rounded down, 99 at most, and only rises: a run that measures more
     * writes it here. Handlers run as bundles in threads of their own, where nothing is measured.
     */
    coverage: {
      provider: 'v8',
      include: ['{surveys,web,functions}/**/*.{ts,tsx}'],
      exclude: ['functions/handlers/**'],
      reporter: ['text-summary', 'html'],
      thresholds: {
        autoUpdate: (measured: number) => Math.min(99, Math.floor(measured)),
        'surveys/**': { statements: 97, branches: 92, functions: 98, lines: 98 },
        'functions/analysis/**': { statements: 98, branches: 94, functions: 99, lines: 99 },
        'functions/rules/**': { statements: 99, branches: 96, functions: 99, lines: 99 },
        'functions/workflows/**': { statements: 92, branches: 86, functions: 97, lines: 95 },
      },
    },
    projects: [
      kind('unit', 10),
      kind('published', 20),
      kind('integration', 60, { dynamodb: true }),
      kind('browser', 60),
      kind('e2e', 300),
      kind('simulation', 300, { dynamodb: true }),
    ],
  },
})
