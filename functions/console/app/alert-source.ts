import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import { findText } from '../../../web/text/index.ts'
import type { SafetyAlert } from '../../records/alert/alert.ts'

/** What an alert is about, and the instrument that it comes from: a rule without words of its own in plain letters. */
export function describeAlertSource(
  library: Instruments,
  { instrument, rule }: Pick<SafetyAlert, 'instrument' | 'rule'>,
  locale: string,
): string {
  const known: Readonly<Record<string, string>> = findText(locale).console.alertRules
  const about = known[rule] ?? rule.replaceAll('-', ' ')
  return instrument === null ? about : `${about} (${findInstrumentTitle(library, instrument, locale)})`
}

function findInstrumentTitle(library: Instruments, id: string, locale: string): string {
  const found = library.instruments.find(({ definition }) => definition.id === id)
  return pickText(found?.definition.title, locale) || id
}
