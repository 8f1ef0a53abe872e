import { readFileSync } from 'node:fs'

/** Seconds of processor time so far. `null` where the system does not say. */
export interface Cpu {
  readonly functions: number
  readonly database: number | null
}

/** Linux counts a process's time in ticks of 10 ms. */
const TICKS_PER_SECOND = 100

/** Of this process with all its workers, and of the database's process. */
export function readCpu(databaseProcessId: number | undefined): Cpu {
  const { user, system } = process.cpuUsage()
  return { functions: (user + system) / 1e6, database: readProcessSeconds(databaseProcessId) }
}

function readProcessSeconds(id: number | undefined): number | null {
  if (id === undefined || process.platform !== 'linux') return null
  // Fields 14 and 15, counted from behind the command, which may hold spaces.
  const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
