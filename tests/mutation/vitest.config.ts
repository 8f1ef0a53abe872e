import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

process.env.TZ = 'UTC'

/** The tests that mutants of the rules and of the disclosure are held against: those of the same folders. See stryker.config.mjs. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: { include: ['tests/unit/{rules,analysis/disclosure}/**/*.test.ts'], isolate: false },
})
