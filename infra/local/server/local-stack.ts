import type { LocalResources } from '../cloudformation/resources.ts'
import type { ClockStart, SimulatedClock } from '../runtime/clock.ts'
import type { DemoProgress } from '../runtime/demo-progress.ts'
import type { Denial } from '../runtime/permissions.ts'
import type { Phones } from '../runtime/phone.ts'
import type { SecretValues } from '../runtime/secrets.ts'

export interface LocalStackOptions {
  /** CDK output folder, from `synthesize`. */
  readonly assembly: string
  /** 0 for any free one. */
  readonly port: number
  /** Where everything is kept; undefined keeps it in memory. */
  readonly dataFolder?: string | undefined
  readonly logFolder: string
  /** Default: runs on from the offset that was kept, or from now. */
  readonly clock?: ClockStart
  /** Base of links when it is another than this stack's own address. */
  readonly publicUrl?: string
  /** Values that the secrets shall have: two stacks with the same ones accept each other's links. */
  readonly secrets?: SecretValues
  /** A DynamoDB that is up already, instead of an embedded one. */
  readonly databaseEndpoint?: string | undefined
  readonly tablePrefix?: string
  /** Removes the tables first: for a DynamoDB that is not kept in the data folder. */
  readonly freshTables?: boolean
  /** Whether the schedule runs by itself, every minute and after changes. Default true. */
  readonly ticking?: boolean
  /**
   * Whether streams of tables call their functions. Default: where everything is kept in a folder. The embedded DynamoDB slows
   * down with every record of a stream, and only in a file can records be removed: see `stream-trim.ts`.
   */
  readonly isStreamed?: boolean
  readonly readDemo?: () => DemoProgress
  /** For a bench: what IAM decides takes AWS's time and not a function's. Every other service still asks for roles. */
  readonly isDatabaseUngated?: boolean
}

/** A running local stack. */
export interface LocalStack {
  readonly url: string
  readonly databaseEndpoint: string
  /** Process of the embedded DynamoDB, when there is one. */
  readonly databaseProcessId: number | undefined
  readonly region: string
  readonly resources: LocalResources
  /** Region, credentials and endpoints: what a function needs beside the template's variables to run on this machine. */
  readonly machineEnvironment: Readonly<Record<string, string>>
  readonly clock: SimulatedClock
  readonly phones: Phones
  readonly secrets: SecretValues
  /** What functions asked for that their roles do not allow, oldest first. */
  readonly denials: readonly Denial[]
  /** Runs what is due now. */
  tick(): Promise<void>
  /** Moves the clock, running what falls due on the way; returns the time it then is, in milliseconds. */
  advanceClock(instant: number): Promise<number>
  findNextDueTime(): number | undefined
  /** Does something while nothing falls due. */
  runExclusively(runWork: () => Promise<void>): Promise<void>
  /** An access token of a demo user. */
  createToken(sub: string): Promise<string>
  /** Invokes a function by the name of its entry point, such as `grant-membership`. */
  invoke(name: string, event: unknown): Promise<unknown>
  close(): Promise<void>
}
