import type { FieldValues } from './field-values.ts'

/** What was typed and is not saved, over a reload of the page: in this tab alone, and once. */
const NAME = `concord-draft:${location.pathname}`

type Kept = Readonly<Record<string, FieldValues>>

/** @returns whether the browser keeps it */
export function keepText(typed: Kept): boolean {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(typed))
    return true
  } catch {
    return false
  }
}

export function takeText(): Kept {
  try {
    const kept = sessionStorage.getItem(NAME)
    sessionStorage.removeItem(NAME)
    return kept ? (JSON.parse(kept) as Kept) : {}
  } catch {
    return {}
  }
}
