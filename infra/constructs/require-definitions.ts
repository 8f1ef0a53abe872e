import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const COMMAND = 'functions/cli/check-definitions.command.ts'

let isChecked = false

/**
 * Refuses definitions that must not be deployed, before anything is. A process of its own checks them: infra/ imports nothing
 * of surveys/, and the CDK builds its stacks synchronously.
 *
 * @throws Error naming each definition that is faulty or is not what was published
 */
export function requireDefinitions(): void {
  if (isChecked) return
  const { status, stderr } = spawnSync(process.execPath, [COMMAND], { cwd: ROOT, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the definitions cannot be deployed:\n${stderr.trim()}`)
  isChecked = true
}
