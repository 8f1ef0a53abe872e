import type { ExportName, ExportRun } from './export-run.ts'
import type { ReportName, ReportRun } from './report-run.ts'

/** Something to be made once: a report of a subscription, or an export that a member ordered. */
export type Run = ReportRun | ExportRun

/** By which a run is found. */
export type RunName = (ReportName | ExportName) & { readonly study: string }

/** What was made. */
export type RunFile = NonNullable<Run['file']>

/** Whether nothing is left to do: it was made or failed and the notice is settled, or there is none. */
export function isRunOver({ dueAt }: Pick<Run, 'dueAt'>): boolean {
  return dueAt === undefined
}

/** Whether it is still to be made. */
export function isRunOpen({ state }: Pick<Run, 'state'>): boolean {
  return state === 'planned' || state === 'making'
}
