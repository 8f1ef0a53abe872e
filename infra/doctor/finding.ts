/** `unknown`: AWS did not say, such as to a caller who may not ask. */
export type State = 'ok' | 'warning' | 'failed' | 'unknown'

/** What a check says of the deployment. */
export interface Verdict {
  readonly state: State
  /** One sentence of what was found. Names resources, never a person. */
  readonly found: string
  /** One sentence of what to do; left out where there is nothing to do. */
  readonly advice?: string
}

/** A verdict with its check. */
export interface Finding extends Verdict {
  /** Stable: scripts may go by it. */
  readonly id: string
  /** Address of the section of the operators’ guide that says more. */
  readonly guide: string
}

export function reportOk(found: string): Verdict {
  return { state: 'ok', found }
}

export function reportWarning(found: string, advice: string): Verdict {
  return { state: 'warning', found, advice }
}

export function reportFailed(found: string, advice: string): Verdict {
  return { state: 'failed', found, advice }
}

export function reportUnknown(found: string, advice: string): Verdict {
  return { state: 'unknown', found, advice }
}

/** `3 tables`, `1 table`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}

const MAX_NAMED = 5

/** The first few of them, and how many more there are. */
export function formatNames(names: readonly string[]): string {
  const rest = names.length - MAX_NAMED
  return rest > 0 ? `${names.slice(0, MAX_NAMED).join(', ')} and ${rest} more` : names.join(', ')
}
