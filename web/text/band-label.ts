import { type Evidence, type Localised, pickText } from '../../surveys/instrument/vocabulary.ts'
import { findInstrumentText } from './instrument-text.ts'

type Band = { readonly label: Localised; readonly evidence?: Evidence | undefined }

/** `Mild`, or `Mild (unconfirmed)` where the band is not established: its mark goes wherever the band is shown. */
export function formatBandLabel({ label, evidence = 'established' }: Band, locale: string): string {
  const words = pickText(label, locale)
  return evidence === 'established' ? words : `${words} (${findInstrumentText(locale).evidence[evidence]})`
}
