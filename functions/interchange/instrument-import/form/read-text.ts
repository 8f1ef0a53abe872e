import type { Remarks } from './form.ts'

const LARGEST_FILE = 5_000_000

/** The text of a file, without a byte order mark; `undefined` after a fault: too large, empty, or not UTF-8. */
export function readText(bytes: Uint8Array, remarks: Remarks): string | undefined {
  if (bytes.length > LARGEST_FILE) {
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
