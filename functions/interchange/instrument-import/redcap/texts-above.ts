import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'
import type { Remarks } from '../form/form.ts'
import type { Row } from './dictionary.ts'

/** A section header, or the words of a descriptive field. */
type Entry = {
  readonly kind: 'section' | 'text'
  readonly place: string
  readonly words: string
  /** Branching logic of a descriptive field; empty where it is always shown. */
  readonly logic: string
  /** Of a section header that opens a matrix: it ends with the matrix. */
  readonly matrix: string
  count: number
}

/**
 * The words above a question. REDCap shows a form as a page, Concord one question at a time: a section header stands above
 * every question of its section, that of a matrix above every question of the matrix, and the words of a descriptive field
 * above every question up to the next words.
 */
export class TextsAbove {
  private entries: Entry[] = []
  private readonly ended: Entry[] = []

  /** Words that no question has followed yet go on into the section. */
  openSection(row: Row, words: string): void {
    this.keep(({ count }) => count === 0)
    const [place, matrix] = [row.formatPlace('section'), row.readCell('matrix')]
    this.entries.push({ kind: 'section', place, words, logic: '', matrix, count: 0 })
  }

  addText(row: Row, words: string): void {
    this.keep(({ kind, count }) => kind === 'section' || count === 0)
    const logic = row.readCell('logic')
    this.entries.push({ kind: 'text', place: row.place, words, logic, matrix: '', count: 0 })
  }

  /** The words above the question of a row. */
  take(row: Row, locale: string, remarks: Remarks): Localised | null {
    const matrix = row.readCell('matrix')
    this.keep((entry) => {
      const isOver = entry.matrix !== '' && entry.matrix !== matrix
      if (isOver) remarks.warn(row.place, 'the header of the matrix before it is not shown above it')
      return !isOver
    })
    const above = this.entries.filter((entry) => this.standsAbove(entry, row, remarks))
    for (const entry of above) entry.count += 1
    return above.length === 0 ? null : { [locale]: above.map(({ words }) => words).join('\n') }
  }

  /** Words on a condition stand above the questions on the same; the next question has them in any case. */
  private standsAbove({ logic, count, place }: Entry, row: Row, remarks: Remarks): boolean {
    if (logic === '' || logic === row.readCell('logic')) return true
    if (count === 0)
      remarks.warn(place, 'its branching logic is ignored, and it is shown with the question below it')
    return count === 0
  }

  private keep(isKept: (entry: Entry) => boolean): void {
    const kept = this.entries.filter(isKept)
    this.ended.push(...this.entries.filter((entry) => !kept.includes(entry)))
    this.entries = kept
  }

  /** Says what became of the words: how far those of a descriptive field reach is not written in the file. */
  end(remarks: Remarks): void {
    this.keep(() => false)
    for (const { kind, place, count } of this.ended)
      if (count === 0) remarks.warn(place, 'no question follows it in its form, so it is ignored')
      else if (kind === 'text' && count > 1)
        remarks.warn(place, `its words are shown above each of the ${count} questions that follow it`)
  }
}
