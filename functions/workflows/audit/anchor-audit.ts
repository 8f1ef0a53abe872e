import type { SigningKey } from '../../platform/aws/signing-key.ts'
import { type Clock, formatIso } from '../../platform/core/clock.ts'
import type { AuditArchive } from '../../records/audit/audit-archive.store.ts'
import { type AuditAnchor, digestAnchor, digestObject } from '../../records/audit/audit-archive.ts'

type Deps = { readonly archive: AuditArchive; readonly key: SigningKey; readonly clock: Clock }

const DAY_MILLISECONDS = 86_400_000

/**
 * Signs which objects the archive held at the end of yesterday, in UTC, besides those that the anchor before it names. Objects
 * of the day before that came late, which the stream allows for a day, are among them. A day that was left out is in the
 * next anchor. Once a day, however often it is called.
 */
export async function anchorAudit({ archive, key, clock }: Deps): Promise<{ readonly objects: number }> {
  const now = formatIso(clock.now())
  const today = now.slice(0, 10)
  const day = new Date(Date.parse(now) - DAY_MILLISECONDS).toISOString().slice(0, 10)
  const before = await archive.findLastAnchor()
  if (before !== undefined && before.anchor.day >= day) return { objects: before.anchor.objects.length }
  const named = new Set(before?.anchor.objects.map((object) => object.key))
  const keys = (await archive.listObjects(before?.anchor.day, today)).filter((one) => !named.has(one))
  const objects: AuditAnchor['objects'] = []
  for (const each of keys) {
    const body = await archive.findObject(each)
    if (body === undefined) throw new Error('an object of the archive was listed and is not there')
    objects.push({ key: each, sha256: digestObject(body) })
  }
  const previous = before ? digestAnchor(before.anchor).toString('hex') : null
  const anchor: AuditAnchor = { day, previous, objects }
  const signature = await key.sign(digestAnchor(anchor))
  await archive.putAnchor({ anchor, signature: signature.toString('base64') })
  return { objects: objects.length }
}
