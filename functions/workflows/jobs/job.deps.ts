import type { RunReason } from '../../../web/api/reports/report-run.ts'
import type { MailOutcome } from '../../platform/aws/mail.ts'
import type { Clock } from '../../platform/core/clock.ts'
import type { Ids } from '../../platform/core/ids.ts'
import type { Log } from '../../platform/core/log.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { JobStore } from '../../records/job/job.store.ts'
import type { JobFiles } from '../../records/job/job-files.ts'
import type { Run } from '../../records/job/run.ts'

/** What a kind of job is made by. The engine knows when and how often, and nothing of what. */
export type JobMaker = {
  /**
   * Whether whoever gets it may have it at this moment, and of which parts it is made.
   *
   * @returns the parts, by names that are letters, digits and hyphens
   */
  admit(
    run: Run,
  ): Promise<
    | { readonly kind: 'admitted'; readonly parts: readonly string[] }
    | { readonly kind: 'refused'; readonly reason: RunReason }
  >
  /** @param isLastTry what cannot be made is then left open, and says so; before, it throws and is tried again */
  makePart(run: Run, part: string, isLastTry: boolean): Promise<Uint8Array>
  /** Whether something could not be made of a part: of the one that stands, whoever made it. */
  isIncomplete(run: Run, part: Buffer): boolean
  /** The file from its parts: the same bytes from the same parts. @throws JobRefusal */
  assemble(run: Run, parts: readonly Buffer[]): Promise<Uint8Array>
  /** Says that it is there, or that it failed. @throws Error where it is not known whether it went out */
  notify(run: Run): Promise<MailOutcome | { readonly kind: 'nobody' }>
}

/** A fault that no further try mends. */
export class JobRefusal extends Error {
  readonly reason: RunReason

  constructor(reason: RunReason) {
    super(`the job is refused: ${reason}`)
    this.name = 'JobRefusal'
    this.reason = reason
  }
}

export type JobDeps = {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly audit: Pick<AuditStore, 'write'>
  readonly jobs: JobStore
  readonly jobsTable: string
  readonly files: JobFiles
  readonly maker: JobMaker
}
