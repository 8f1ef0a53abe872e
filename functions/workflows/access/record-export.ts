import { hash } from 'node:crypto'
import type { AuditEvent } from '../../records/audit/audit.ts'
import type { AuditAction } from '../../records/audit/audit-actions.ts'
import { appendReading, type Reader, type ReadingDeps } from './append-reading.ts'

/** What leaves, in codes and numbers. */
export type Export = {
  readonly action: Extract<AuditAction, `${string}.exported`>
  readonly reader: Reader
  /** Several clinics are separated by a space. */
  readonly scope: { readonly study: string; readonly site: string }
  readonly format: string
  /** What was asked for, such as the page: no answer and no name. */
  readonly filter?: Readonly<Record<string, string | undefined>>
  /** Responses, or participants of a cohort file. */
  readonly rows: number
}

/**
 * Records an export: who, what, by which filter, how many rows, and SHA-256 of the bytes, by which a file is known again.
 *
 * @returns the reply as it was, which goes out after this alone
 * @throws ProblemError 503 `not-recorded` when the entry could not be written
 */
export async function recordExport<Reply extends Response>(
  deps: ReadingDeps,
  { action, reader, scope, format, filter = {}, rows }: Export,
  reply: Reply,
): Promise<Reply> {
  const { study, site } = scope
  await appendReading(deps, study, reader, action, async () => {
    const bytes = Buffer.from(await reply.clone().arrayBuffer())
    const asked = Object.entries(filter).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    )
    const about: NonNullable<AuditEvent['about']> = {
      ...{ site, format, ...Object.fromEntries(asked) },
      ...{ rows, bytes: bytes.length, sha256: hash('sha256', bytes) },
    }
    return about
  })
  return reply
}
