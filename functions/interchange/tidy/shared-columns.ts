import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { formatOccurrenceTitle, isOccurrence } from '../../../surveys/study/occurrence.ts'
import type { TidyPerson, TidySetting } from './tidy-person.ts'
import type { TidyColumn, TidyValue, TidyVariable } from './tidy-table.ts'

/** Labels in the files are English, as the code is in which they are read. */
export const LABEL_LANGUAGE = 'en'

type OfPerson = { readonly person: TidyPerson }

/** Study ID and clinic, with which every row begins. A shared export names clinics by their codes alone. */
export function buildPersonColumns<Row extends OfPerson>({
  study,
  variant,
}: TidySetting): readonly TidyColumn<Row>[] {
  const sites = study.sites.map(({ id, name }) => ({ value: id, label: name }))
  return [
    {
      ...{ name: 'participant', label: 'Participant’s study ID', type: 'string' },
      read: ({ person }) => person.participant,
    },
    {
      ...{ name: 'site', label: 'Clinic', type: 'string', isCounted: true },
      values: variant === 'dates' ? sites : undefined,
      read: ({ person }) => person.site,
    },
  ]
}

export function buildTimepointVariable(study: StudyDefinition): TidyVariable {
  return {
    ...{ name: 'timepoint', label: 'Timepoint; of a repeated one with its number', type: 'string' },
    values: listTimepoints(study),
  }
}

/** Those that are asked once. Of the others the number is not known beforehand. */
function listTimepoints(study: StudyDefinition): readonly TidyValue[] {
  return study.timepoints.flatMap(({ id }) =>
    isOccurrence(study, id) ? [{ value: id, label: formatOccurrenceTitle(study, id, LABEL_LANGUAGE) }] : [],
  )
}

/** Closed lists of codes whose words are the codes: `own-wish` is “own wish”. */
export function labelCodes(codes: readonly string[]): readonly TidyValue[] {
  return codes.map((value) => ({ value, label: capitalize(value.replaceAll('-', ' ')) }))
}

export function labelOptions(
  options: readonly { readonly code: string; readonly title: Parameters<typeof pickText>[0] }[],
): readonly TidyValue[] {
  return options.map(({ code, title }) => ({ value: code, label: pickText(title, LABEL_LANGUAGE) || code }))
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
