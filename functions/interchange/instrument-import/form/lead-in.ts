import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import type { Remarks } from './form.ts'

type Words = { readonly place: string; readonly words: Localised }

/**
 * Words that stand above every question that follows them, until other words take their place: Concord shows one question
 * at a time, where their own system shows a page.
 */
export class LeadIn {
  private current: readonly Words[] = []
  private count = 0

  /** Words that no question has followed yet stand together with these; others end. */
  begin(words: Words, remarks: Remarks): void {
    const isPending = this.count === 0
    if (!isPending) this.end(remarks)
    this.current = [...(isPending ? this.current : []), words]
  }

  /** The words above the questions that are read now. */
  read(): Localised | null {
    return this.current.reduce<Localised | null>((above, { words }) => joinTexts(above, words), null)
  }

  countQuestions(questions: number): void {
    if (this.current.length > 0) this.count += questions
  }

  /** Says what became of the words: how far they reach is not written in the file. */
  end(remarks: Remarks): void {
    for (const { place } of this.current)
      if (this.count === 0) remarks.warn(place, 'no question follows this text, so it is ignored')
      else if (this.count > 1)
        remarks.warn(place, `this text is shown above each of the ${this.count} questions that follow it`)
    this.current = []
    this.count = 0
  }
}

/** One text above the other, locale by locale. */
export function joinTexts(above: Localised | null, below: Localised | null): Localised | null {
  if (!above || !below) return above ?? below
  const locales = new Set([...Object.keys(above), ...Object.keys(below)])
  return Object.fromEntries(
    [...locales].map((locale) => [locale, [above[locale], below[locale]].filter(Boolean).join('\n')]),
  )
}
