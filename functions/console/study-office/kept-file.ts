import type { KeptFile } from '../../../web/console/instrument-file-form.tsx'
import type { FormFields } from '../../platform/http/form.ts'

/** Larger ones are chosen again: the page would hold them twice. */
const MAX_KEPT_BYTES = 400_000
const MAX_NAME = 200

/** A file that somebody chose now, or before a refusal. */
export type ChosenFile = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

/**
 * What is to be read: the file of this form, or the one that its page kept since a browser forgets it. `undefined` where
 * there is neither. A browser sends an empty file without a name where none is chosen.
 */
export async function readChosenFile(file: unknown, fields: FormFields): Promise<ChosenFile | undefined> {
  if (file instanceof File && file.name !== '')
    return { name: file.name.slice(0, MAX_NAME), bytes: new Uint8Array(await file.arrayBuffer()) }
  const { kept = '', keptName = '' } = fields
  if (kept === '' || keptName === '') return undefined
  return { name: keptName.slice(0, MAX_NAME), bytes: new Uint8Array(Buffer.from(kept, 'base64')) }
}

export function keepFile({ name, bytes }: ChosenFile): KeptFile {
  const content = bytes.length > MAX_KEPT_BYTES ? undefined : Buffer.from(bytes).toString('base64')
  return { name, content }
}
