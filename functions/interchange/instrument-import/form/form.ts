import type { Condition } from '../../../../surveys/instrument/condition.ts'
import type { Localised } from '../../../../surveys/instrument/vocabulary.ts'

/**
 * A questionnaire as it was read from a file of another system, before it is made into an instrument definition or
 * matched with one. Texts are plain; names are still those of the file.
 */
export type ImportedForm = {
  /** What the file calls it: an id or a short name. */
  readonly name: string
  readonly title: Localised
  /** Where it comes from and who holds it, as far as the file says so. */
  readonly source: string
  readonly copyright: string | null
  readonly loinc: string | null
  /** In the order in which they are asked. */
  readonly items: readonly ImportedItem[]
}

export type ImportedItem = {
  /** Where it stands in the file: a JSON pointer, or a row and column, or an OID. */
  readonly place: string
  /** What the file calls it, such as a link id or a variable. Conditions name items by it. */
  readonly name: string
  readonly loinc: string | null
  readonly stem: Localised | null
  readonly text: Localised
  readonly answer: ImportedAnswer
  readonly shownWhen: Condition | null
}

export type ImportedAnswer =
  | { readonly type: 'choice'; readonly options: readonly ImportedOption[] }
  | {
      readonly type: 'several'
      readonly options: readonly ImportedOption[]
      /** Codes that stand alone, such as “none of these”. */
      readonly exclusive: readonly string[]
    }
  | {
      readonly type: 'numeric-scale'
      readonly minimum: number
      readonly maximum: number
      readonly minimumLabel: Localised | null
      readonly maximumLabel: Localised | null
    }
  | {
      readonly type: 'number'
      readonly minimum: number
      readonly maximum: number
      readonly decimals: number
      readonly unit: Localised | null
    }
  | { readonly type: 'time' }
  | { readonly type: 'date'; readonly minimum: string | null; readonly maximum: string | null }
  | { readonly type: 'text'; readonly maximumLength: number }

export type ImportedOption = {
  readonly code: string
  /** `null`: an answer without a score. */
  readonly value: number | null
  readonly label: Localised
  readonly loinc: string | null
}

/** Something about a file, and where in it. */
export type Remark = { readonly place: string; readonly detail: string }

/**
 * What became of a file. With a fault, nothing is imported, and every fault is named. A warning says what was left out
 * or taken for granted.
 */
export type Reading =
  | { readonly kind: 'forms'; readonly forms: readonly ImportedForm[]; readonly warnings: readonly Remark[] }
  | { readonly kind: 'faults'; readonly faults: readonly Remark[]; readonly warnings: readonly Remark[] }

/** Collects what is wrong with a file while it is read to its end. */
export class Remarks {
  readonly faults: Remark[] = []
  readonly warnings: Remark[] = []

  fault(place: string, detail: string): void {
    this.faults.push({ place, detail })
  }

  warn(place: string, detail: string): void {
    this.warnings.push({ place, detail })
  }

  /** The forms, unless there was a fault or there are none. */
  conclude(forms: readonly ImportedForm[]): Reading {
    if (this.faults.length === 0 && forms.every(({ items }) => items.length === 0))
      this.fault('', 'the file has no question to import')
    return this.faults.length > 0
      ? { kind: 'faults', faults: this.faults, warnings: this.warnings }
      : { kind: 'forms', forms, warnings: this.warnings }
  }
}

/** The longest free text that an item may take. */
export const MAX_TEXT_LENGTH = 500
/** What a written-in number may be when the file sets no bounds. */
export const NUMBER_LIMITS = { minimum: 0, maximum: 1_000_000 } as const
/** A whole number with so few steps is asked as a scale, one button per step. */
export const MAX_SCALE_STEPS = 20
