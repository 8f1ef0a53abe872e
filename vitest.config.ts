import { defineConfig } from 'vitest/config'

process.env.TZ = 'UTC'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/embedded-dynamodb.setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
