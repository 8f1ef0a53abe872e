import type { Remarks } from './form.ts'

const MAX_FILE_BYTES = 5_000_000

/** The text of a file, without a byte order mark; `undefined` after a fault: too large, empty, or not UTF-8. */
export function readText(bytes: Uint8Array, remarks: Remarks): string | undefined {
  if (bytes.length > MAX_FILE_BYTES) {
    remarks.fault('', 'the file is larger than 5 MB')
    return undefined
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.trim() !== '') return text
    remarks.fault('', 'the file is empty')
  } catch {
    remarks.fault('', 'the file is not UTF-8')
  }
  return undefined
}
