import type { RunReason } from '../../../web/api/jobs/run-states.ts'
import type { MailOutcome } from '../../platform/aws/mail.ts'
import type { Clock } from '../../platform/core/clock.ts'
import type { Ids } from '../../platform/core/ids.ts'
import type { Log } from '../../platform/core/log.ts'
import type { AuditStore } from '../../records/audit/audit.store.ts'
import type { ExportRun, ExportScope } from '../../records/job/export-run.ts'
import type { JobStore } from '../../records/job/job.store.ts'
import type { JobFiles } from '../../records/job/job-files.ts'
import type { ReportRun } from '../../records/job/report-run.ts'

type Refused = { readonly kind: 'refused'; readonly reason: RunReason }

/** What reports are made by: each of parts. The engine knows when and how often, and nothing of what. */
export type ReportMaker = {
  /**
   * Whether the person who gets it may have it at this moment, and of which parts it is made.
   *
   * @returns the parts, by names that are letters, digits and hyphens
   */
  admit(run: ReportRun): Promise<{ readonly kind: 'admitted'; readonly parts: readonly string[] } | Refused>
  /** @param isLastTry what cannot be made is then left open, and says so; before, it throws and is tried again */
  makePart(run: ReportRun, part: string, isLastTry: boolean): Promise<Uint8Array>
  /** Whether something could not be made of a part: of the part that stands, no matter who made it. */
  isIncomplete(run: ReportRun, part: Buffer): boolean
  /** Whether nothing in them needs anybody: then there is nothing to say but that. */
  hasNothing(run: ReportRun, parts: readonly Buffer[]): boolean
  /** The file from its parts: the same bytes from the same parts. @throws JobRefusal */
  assemble(run: ReportRun, parts: readonly Buffer[]): Promise<Uint8Array>
  /**
   * From when on a study has nothing more to report: what is due then is the last report of each subscription.
   *
   * @returns ISO instant; `undefined` of a study without an end
   */
  findEnd(study: string): Promise<string | undefined>
  /** Says that it is there, or that it failed. @throws Error where it is not known whether it went out */
  notify(run: ReportRun): Promise<MailOutcome | { readonly kind: 'nobody' }>
}

/** What exports are made by: each in one go, since a file may be too large to be held. */
export type ExportMaker = {
  /** Whether the person who ordered it may have it at this moment, and of what it is then. */
  admit(run: ExportRun): Promise<{ readonly kind: 'admitted'; readonly scope: ExportScope } | Refused>
  /**
   * Writes the file: the same bytes of the same records.
   *
   * @param run with the scope that it was admitted with
   * @throws JobRefusal
   */
  write(run: ExportRun, file: ExportSink): Promise<void>
}

/** Where an export goes as it is written. */
export type ExportSink = {
  write(bytes: Uint8Array): void
  /** Called between people: sends what was written, and keeps the run. @throws LeaseLostError */
  advance(progress: ExportRun['progress']): Promise<void>
}

export type JobMakers = { readonly report: ReportMaker; readonly export: ExportMaker }

/** A fault that no further try mends. */
export class JobRefusal extends Error {
  readonly reason: RunReason

  constructor(reason: RunReason) {
    super(`the job is refused: ${reason}`)
    this.name = 'JobRefusal'
    this.reason = reason
  }
}

/** Somebody else has the run, or it was cancelled: whatever this worker made is left. */
export class LeaseLostError extends Error {
  constructor() {
    super('the lease of a run is lost')
    this.name = 'LeaseLostError'
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
  readonly makers: JobMakers
}
