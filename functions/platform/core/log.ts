/**
 * Structured log lines. The fields are a closed list: ids, counts, codes and durations. There is no field in which a name, a
 * telephone number, an answer or a token could be written, and what is not in the list is dropped.
 */
export const LOG_FIELDS = [
  'study',
  'site',
  'timepoint',
  'attempt',
  'count',
  ...(['missing', 'erased', 'replaced', 'unexplained'] as const),
  'milliseconds',
  'status',
  'code',
  'method',
  'route',
  'requestId',
  'errorName',
  'causeName',
  'frames',
] as const

export type LogFields = {
  readonly study?: string
  readonly site?: string
  readonly timepoint?: string
  readonly attempt?: number
  readonly count?: number
  /** Facts that the lake and its table differed in. */
  readonly missing?: number
  readonly erased?: number
  readonly replaced?: number
  readonly unexplained?: number
  readonly milliseconds?: number
  readonly status?: number
  readonly code?: string
  readonly method?: string
  /** The route's pattern, such as `/s/:token/:position`: never the path that was called. */
  readonly route?: string
  /** The gateway's id of the request: problems carry it as `instance`, and pages show it. */
  readonly requestId?: string
  /** The class of an error, and of what caused it. */
  readonly errorName?: string
  readonly causeName?: string
  /** Where the error was thrown: file, line and column, innermost first. */
  readonly frames?: readonly string[]
}

/** @param message a fixed text of the program */
export type Log = {
  info(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/** Only the fields of the list, whatever else the caller's object holds. */
export function pickLogFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    LOG_FIELDS.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  )
}

const MAX_FRAMES = 12

/** What may be logged of an error: its class and where it was thrown, never its message, which may quote input. */
export function describeError(error: unknown): Pick<LogFields, 'errorName' | 'causeName' | 'frames'> {
  if (!(error instanceof Error)) return { errorName: typeof error }
  const frames = listFrames(error)
  return {
    errorName: error.name,
    ...(error.cause instanceof Error && { causeName: error.cause.name }),
    ...(frames.length > 0 && { frames }),
  }
}

/** Frames stand behind the message, which may itself look like frames: what does not begin with it is not trusted. */
function listFrames({ name, message, stack = '' }: Error): string[] {
  const heading = message === '' ? name : `${name}: ${message}`
  if (!stack.startsWith(`${heading}\n`)) return []
  return stack
    .slice(heading.length)
    .split('\n')
    .flatMap(
      (line) =>
        /^\s+at (?:(?:async )?([\w.<>$#[\] ]+) \()?(?:file:\/\/)?([^()]+:\d+:\d+)\)?$/
          .exec(line)
          ?.slice(1, 3)
          .join(' ')
          .trim() ?? [],
    )
    .slice(0, MAX_FRAMES)
}
