import { createBucketClient } from '../platform/aws/bucket.ts'
import { createSigningKey } from '../platform/aws/signing-key.ts'
import { systemClock as clock } from '../platform/core/clock.ts'
import { createAuditStore } from '../records/audit/audit.store.ts'
import { createAuditArchive } from '../records/audit/audit-archive.store.ts'
import type { Env } from './wire.ts'
import { dynamo } from './wire-dynamo.ts'

/** Copies of the audit trail that nobody can change. In a file of its own: no other function knows of it. */
export function wireAuditArchive({ AUDIT_ARCHIVE_BUCKET }: Env<'AUDIT_ARCHIVE_BUCKET'>) {
  return { archive: createAuditArchive(createBucketClient(AUDIT_ARCHIVE_BUCKET)) }
}

/** The key that signs for the archive. */
export function wireSigningKey({ AUDIT_SIGNING_KEY_ARN }: Env<'AUDIT_SIGNING_KEY_ARN'>) {
  return { key: createSigningKey(AUDIT_SIGNING_KEY_ARN) }
}

/** The chains themselves. */
export function wireAuditChains({ AUDIT_TABLE }: Env<'AUDIT_TABLE'>) {
  return { audit: createAuditStore({ dynamo, table: AUDIT_TABLE, clock }) }
}
