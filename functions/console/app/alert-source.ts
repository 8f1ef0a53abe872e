import { textIn } from '../../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../../surveys/library/library.ts'
import { textFor } from '../../../web/text/index.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'

/** What an alert is about, and the instrument that it comes from: a rule without words of its own in plain letters. */
export function alertSource(
  library: Library,
  { instrument, rule }: Pick<SafetyAlert, 'instrument' | 'rule'>,
  locale: string,
): string {
  const known: Readonly<Record<string, string>> = textFor(locale).console.alertRules
  const about = known[rule] ?? rule.replaceAll('-', ' ')
  return instrument === null ? about : `${about} (${titleOfInstrument(library, instrument, locale)})`
}

function titleOfInstrument(library: Library, id: string, locale: string): string {
  const found = library.instruments.find(({ definition }) => definition.id === id)
  return textIn(found?.definition.title, locale) || id
}
