import { defineConfig } from 'vitest/config'

process.env.TZ = 'UTC'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/embedded-dynamodb.setup.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Every suite makes tables, ports and browser contexts of its own and leaves no global changed, so they can share a process.
    isolate: false,
  },
})
