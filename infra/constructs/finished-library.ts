import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const COMMAND = 'functions/cli/finish-library.command.ts'

/** What surveys/library/library.ts calls each text, and what the command calls it. */
const NAMES = {
  FINISHED_LIBRARY: 'shipped',
  FINISHED_STUDY_LIBRARY: 'ofStudies',
  FINISHED_ANALYSES: 'analyses',
}

let finished: Readonly<Record<string, string>> | undefined

/**
 * The definitions that ship, completed and checked, as an esbuild `define`, like the browser's scripts. A process of its own
 * makes them, once for all bundles: infra/ imports nothing of surveys/, and the CDK asks for bundles synchronously.
 *
 * @throws Error naming each definition that is faulty or is not what was published
 */
export function finishLibrary(): Readonly<Record<string, string>> {
  finished ??= runCommand()
  return finished
}

function runCommand(): Readonly<Record<string, string>> {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND], { cwd: ROOT, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the definitions cannot be bundled:\n${stderr.trim()}`)
  const texts: Record<string, string> = JSON.parse(stdout)
  return Object.fromEntries(Object.entries(NAMES).map(([name, text]) => [name, JSON.stringify(texts[text])]))
}
