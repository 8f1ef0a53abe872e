import type { InstrumentDefinition } from '../../../surveys/instrument/definition.ts'
import { formatRef } from '../../../surveys/instrument/vocabulary.ts'
import type { Change, ChangeClass } from '../../../surveys/versions/diff.ts'
import { checkPublication } from '../../../surveys/versions/publication.ts'
import { findWithdrawal } from '../../../surveys/versions/withdrawn.ts'
import type { Format } from '../../../web/api/instruments/file-formats.ts'
import type { ItemMap } from '../../../web/api/instruments/item-map.ts'
import { buildDefinition, type ImportTerms } from './build-definition.ts'
import type { ImportedForm, Reading, Remark } from './form/form.ts'
import { applyWording } from './match-wording.ts'
import { readInstrumentFile } from './read-file.ts'

export type ImportRequest = {
  readonly bytes: Uint8Array
  readonly format?: Format | undefined
  /** Language of texts that have no language in the file. */
  readonly locale?: string | undefined
  /** Form to import, if the file has several. */
  readonly form?: string | undefined
  readonly terms: ImportTerms
  /** The definition that the file words; without it the file becomes an instrument of its own. */
  readonly as?: InstrumentDefinition | undefined
  readonly map?: ItemMap | undefined
}

export type ImportResult =
  | {
      readonly kind: 'definition'
      readonly definition: InstrumentDefinition
      readonly warnings: readonly Remark[]
    }
  | { readonly kind: 'faults'; readonly faults: readonly Remark[]; readonly warnings: readonly Remark[] }
  | { readonly kind: 'which-form'; readonly forms: readonly string[] }
  | { readonly kind: 'unchanged'; readonly id: string; readonly from: string }
  | {
      readonly kind: 'wrong-version'
      readonly id: string
      readonly from: string
      readonly expected: string
      readonly class: ChangeClass
      readonly changes: readonly Change[]
    }

/**
 * A file of another system as a definition that may be published beside those that are. With any fault there is no
 * definition. Pure; never throws.
 */
export function importInstrument(
  request: ImportRequest,
  published: readonly InstrumentDefinition[],
): ImportResult {
  const withdrawal = request.as && findWithdrawal(formatRef(request.as))
  if (withdrawal)
    return {
      kind: 'faults',
      faults: [
        {
          place: '',
          detail: `this version was withdrawn, use ${withdrawal.instead}: ${withdrawal.reason.en}`,
        },
      ],
      warnings: [],
    }
  const reading = readInstrumentFile(request.bytes, { format: request.format, locale: request.locale })
  const chosen = chooseForm(reading, request.form)
  if (chosen.kind !== 'form') return chosen
  const { form, warnings } = chosen
  const made = request.as
    ? applyWording(request.as, form, { permission: request.terms.permission, map: request.map ?? {} })
    : buildDefinition(form, request.terms)
  if (made.kind === 'faults') return { ...made, warnings }
  const { definition } = made
  const checked = checkPublication(published, definition)
  switch (checked.kind) {
    case 'unchanged':
    case 'wrong-version':
      return { ...checked, id: definition.id }
    case 'new':
    case 'next':
      return { kind: 'definition', definition, warnings }
  }
}

type ChosenForm =
  | { readonly kind: 'form'; readonly form: ImportedForm; readonly warnings: readonly Remark[] }
  | Extract<ImportResult, { kind: 'faults' | 'which-form' }>

/** Faults of other forms do not keep a form from being imported. */
function chooseForm(reading: Reading, name: string | undefined): ChosenForm {
  const names = reading.kind === 'forms' ? reading.forms.map((form) => form.name) : reading.formNames
  const { forms } = reading
  const concerns = ({ form }: Remark) => form === undefined || form === name
  const warnings = name === undefined ? reading.warnings : reading.warnings.filter(concerns)
  const form = name === undefined && names.length === 1 ? forms[0] : forms.find((one) => one.name === name)
  if (form) return { kind: 'form', form, warnings }
  const isKnown = name !== undefined && names.includes(name)
  if (reading.kind === 'faults' && (names.length === 0 || isKnown))
    return { kind: 'faults', faults: isKnown ? reading.faults.filter(concerns) : reading.faults, warnings }
  return { kind: 'which-form', forms: names }
}
