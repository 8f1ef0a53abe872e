/** Work that is done in rounds: a call while one runs is served by one more after it, and never beside it. */
export interface Drain {
  readonly isRunning: boolean
  /** Ends once a round that began after the call is over. */
  run(): Promise<void>
}

export function createDrain(doRound: () => Promise<void>): Drain {
  let running: Promise<void> | undefined
  let isAsked = false
  const runRounds = async (): Promise<void> => {
    while (isAsked) {
      isAsked = false
      await doRound()
    }
  }
  return {
    get isRunning() {
      return running !== undefined
    },
    run() {
      isAsked = true
      running ??= runRounds().finally(() => {
        running = undefined
      })
      return running
    },
  }
}
