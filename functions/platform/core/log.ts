/**
 * Structured log lines. The fields are a closed list: ids, counts, codes and durations. There is no field
 * in which a name, a telephone number, an answer or a token could be written.
 */
export type LogFields = {
  readonly study?: string
  readonly site?: string
  readonly timepoint?: string
  readonly attempt?: number
  readonly count?: number
  readonly milliseconds?: number
  readonly status?: number
  readonly code?: string
  readonly errorName?: string
}

export type Log = {
  info(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

function write(level: 'info' | 'error', message: string, fields: LogFields = {}): void {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`)
}

export const consoleLog: Log = {
  info: (message, fields) => write('info', message, fields),
  error: (message, fields) => write('error', message, fields),
}

/** The class of an error, never its message: a message may quote input. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
