import { defineConfig } from 'vitest/config'
import { buildBrowserScripts } from './infra/constructs/browser-scripts.ts'

process.env.TZ = 'UTC'

/** Tests of one kind. They make tables, ports and browser contexts of their own and leave no global changed, so they share a process. */
function kind(name: string, seconds: number, needs: { readonly dynamodb?: boolean } = {}) {
  return {
    extends: true as const,
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      testTimeout: seconds * 1000,
      hookTimeout: Math.max(seconds, 60) * 1000,
      isolate: false,
      ...(needs.dynamodb && { globalSetup: ['tests/support/embedded-dynamodb.setup.ts'] }),
    },
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  define: buildBrowserScripts(),
  test: {
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
