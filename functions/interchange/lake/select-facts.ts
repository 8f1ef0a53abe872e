import type { LakeTable } from '../../platform/lake/lake-engine.ts'

/** Whose facts a question reads, and as they were known when. */
export type LakeScope = {
  readonly study: string
  readonly sites: readonly string[]
  /** ISO instant with milliseconds; `null` for what has no past, such as an arm. */
  readonly asOf: string | null
}

/**
 * The facts of some clinics that were known at an instant, as a query in brackets. The only way in which a question names a
 * table, so that none reads another clinic, or what was recorded later.
 *
 * @throws Error for a table that has no such column, and a name of another form than names of studies and clinics have
 */
export function selectFacts(
  { name, columns }: LakeTable,
  wanted: readonly string[],
  { study, sites, asOf }: LakeScope,
): string {
  const missing = wanted.find((column) => column !== 'site' && !columns.some((one) => one.name === column))
  if (missing !== undefined) throw new Error(`facts of ${name} have no column ${missing}`)
  const known =
    asOf === null
      ? ''
      : ` and month <= ${quoteName(asOf.slice(0, 7))} and recorded_ms <= ${formatMilliseconds(asOf)}`
  const clinics = sites.map(quoteName).join(', ')
  return `(select ${wanted.join(', ')} from ${name} where study = ${quoteName(study)} and site in (${clinics})${known})`
}

/** A whole number of milliseconds since 1970. @throws Error where the text is no instant */
export function formatMilliseconds(iso: string): string {
  const milliseconds = Date.parse(iso)
  if (!Number.isSafeInteger(milliseconds)) throw new Error('not an instant')
  return String(milliseconds)
}

const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._@/-]*$/

/** As text of SQL. @throws Error for anything but names and references, such as `week.2`, `peg@1.0.0` or `month-12` */
export function quoteName(name: string): string {
  if (!PLAIN_NAME.test(name)) throw new Error('not a name that a question may hold')
  return `'${name}'`
}
