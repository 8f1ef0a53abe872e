/** How far the demo cohort is. `line` says it in a sentence, for the terminal and the start page alike. */
export interface DemoProgress {
  readonly kind: 'none' | 'answering' | 'complete' | 'failed'
  readonly done: number
  readonly total: number
  readonly line: string
}

export const NO_DEMO: DemoProgress = {
  kind: 'none',
  done: 0,
  total: 0,
  line: 'Started with --empty. Start without it to get two studies with six clinics of simulated participants.',
}
