import { defineConfig } from 'vitest/config'

process.env.TZ = 'UTC'
export default defineConfig({
  root: '/work/main',
  test: { include: ['tests/infra-local/**/*.test.ts'], testTimeout: 60000, hookTimeout: 120000 },
})
