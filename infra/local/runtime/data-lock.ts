import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Keeps a second server away from the same data: two of them would write over each other, and `--fresh` would delete what the
 * first one serves from.
 *
 * @param file beside the data, not in it; holds the process id of the server
 * @returns what releases it
 * @throws Error while the server that has it is running
 */
export function acquireDataLock(file: string): () => void {
  mkdirSync(dirname(file), { recursive: true })
  const owner = readOwner(file)
  if (owner !== undefined && owner !== process.pid && isRunning(owner))
    throw new Error('Another npm start is running in this folder. Stop it first.')
  writeFileSync(file, String(process.pid))
  return () => {
    if (readOwner(file) === process.pid) rmSync(file, { force: true })
  }
}

function readOwner(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

/** A signal of 0 asks whether a process is there. One that belongs to somebody else is. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
