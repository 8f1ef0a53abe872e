const MINUTE = 60_000
/** Short enough that a person sees the text at once, long enough that a burst of changes is one run. */
const AFTER_CHANGE_MS = 300

/** Runs what is due at every real minute, as the deployed schedule does, and soon after a change through the API. */
export class Ticker {
  readonly #tick: () => Promise<void>
  #minute: NodeJS.Timeout | undefined
  #soon: NodeJS.Timeout | undefined

  constructor(tick: () => Promise<void>) {
    this.#tick = tick
  }

  start(): void {
    this.#minute = setInterval(() => void this.#tick(), MINUTE)
  }

  /**
   * For local mode only: someone who enrols a participant while trying it out should not wait for the next minute. The
   * delay is not extended by further changes, or a busy API would put it off for ever.
   */
  tickSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined
      void this.#tick()
    }, AFTER_CHANGE_MS)
  }

  stop(): void {
    clearInterval(this.#minute)
    clearTimeout(this.#soon)
  }
}
