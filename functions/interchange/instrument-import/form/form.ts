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

/** Something about a file, where in it, and in which form where it has several. */
export type Remark = { readonly place: string; readonly detail: string; readonly form?: string }

/**
 * What became of a file. With a fault in it, a form is not imported, and every fault is named; the other forms of the file
 * can be. A warning says what was left out or taken for granted.
 */
export type Reading =
  | { readonly kind: 'forms'; readonly forms: readonly ImportedForm[]; readonly warnings: readonly Remark[] }
  | {
      readonly kind: 'faults'
      /** Without a form: of the file as a whole. */
      readonly faults: readonly Remark[]
      readonly warnings: readonly Remark[]
      /** The forms without a fault. */
      readonly forms: readonly ImportedForm[]
      /** Every form of the file that has a question, with faults or without. */
      readonly formNames: readonly string[]
    }

/** Collects what is wrong with a file while it is read to its end. */
export class Remarks {
  readonly faults: Remark[] = []
  readonly warnings: Remark[] = []
  private form: string | undefined
  private readonly names = new Set<string>()

  /** What is remarked from now on is about this form; without a name, about the file. */
  enterForm(name?: string): void {
    this.form = name
    if (name !== undefined) this.names.add(name)
  }

  fault(place: string, detail: string): void {
    this.faults.push(this.build(place, detail))
  }

  warn(place: string, detail: string): void {
    this.warnings.push(this.build(place, detail))
  }

  private build(place: string, detail: string): Remark {
    return { place, detail, ...(this.form !== undefined && { form: this.form }) }
  }

  /** The forms, unless there was a fault or there are none. */
  conclude(forms: readonly ImportedForm[]): Reading {
    if (this.faults.length === 0 && forms.every(({ items }) => items.length === 0)) {
      this.enterForm()
      this.fault('', 'the file has no question to import')
    }
    // Of a file with one form, everything is about that one.
    const isSingle = this.names.size < 2
    const withoutForm = ({ place, detail }: Remark): Remark => ({ place, detail })
    const faults = isSingle ? this.faults.map(withoutForm) : this.faults
    const warnings = isSingle ? this.warnings.map(withoutForm) : this.warnings
    if (faults.length === 0) return { kind: 'forms', forms, warnings }
    const faulty = new Set(faults.map(({ form }) => form))
    const isReadable = !isSingle && !faulty.has(undefined)
    return {
      ...{ kind: 'faults', faults, warnings },
      forms: isReadable ? forms.filter(({ name }) => !faulty.has(name)) : [],
      formNames: isReadable ? [...this.names] : [],
    }
  }
}

/** The longest free text that an item may take. */
export const MAX_TEXT_LENGTH = 500
/** What a written-in number may be when the file sets no bounds. */
export const NUMBER_LIMITS = { minimum: 0, maximum: 1_000_000 } as const
/** A whole number with so few steps is asked as a scale, one button per step. */
export const MAX_SCALE_STEPS = 20
