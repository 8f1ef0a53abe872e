import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatCanonicalJson } from '../../surveys/values/canonical.ts'
import { ANCHORS, digestAnchor, digestObject, parseSignedAnchor } from '../records/audit/audit-archive.ts'
import type { AuditFault } from '../rules/audit/audit-fault.ts'

/**
 * The faults of an archive by itself: a copy of its bucket, with `anchors/` and `entries/`.
 *
 * @param publicKey of the key that signs
 * @throws Error when the folder holds no anchor, or an object that should be one is none
 */
export function verifyArchiveFolder(folder: string, publicKey: KeyObject): AuditFault[] {
  const names = readdirSync(join(folder, ANCHORS)).sort()
  if (names.length === 0) throw new Error('The archive holds no anchor.')
  const faults: AuditFault[] = []
  let previous: string | null = null
  for (const name of names) {
    const object = `${ANCHORS}${name}`
    const { anchor, signature } = parseSignedAnchor(readFileSync(join(folder, object)))
    const signed = Buffer.from(formatCanonicalJson(anchor))
    const isSigned = verify('sha256', signed, publicKey, Buffer.from(signature, 'base64'))
    if (!isSigned) faults.push({ kind: 'not-signed', chain: object })
    if (anchor.previous !== previous) faults.push({ kind: 'anchor-missing', chain: object })
    previous = digestAnchor(anchor).toString('hex')
    for (const { key, sha256 } of anchor.objects) {
      const path = join(folder, key)
      if (!existsSync(path) || digestObject(readFileSync(path)) !== sha256)
        faults.push({ kind: 'not-as-anchored', chain: key })
    }
  }
  return faults
}

/** @param text PEM, or base64 of the DER form as `aws kms get-public-key` gives it. @throws Error when it is neither */
export function parsePublicKey(text: string): KeyObject {
  if (text.includes('-----BEGIN')) return createPublicKey(text)
  return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
}
