import { type FieldSpec, type GroupSpec, isList, type PartSpec, type StudyForm } from './form-spec.ts'
import {
  anchorGroups,
  clinicGroups,
  participantGroups,
  studyGroups,
  timepointGroups,
  treatmentGroups,
} from './plan-sections.ts'
import {
  changeGroups,
  dataGroups,
  outcomeGroups,
  safetyGroups,
  textGroups,
  textingGroups,
} from './rule-sections.ts'

/** What a form has of a study, section by section: the fields in the order in which they are read. */
export const STUDY_FORM: StudyForm = {
  study: studyGroups,
  clinics: clinicGroups,
  participants: participantGroups,
  treatments: treatmentGroups,
  anchors: anchorGroups,
  timepoints: timepointGroups,
  texting: textingGroups,
  texts: textGroups,
  safety: safetyGroups,
  outcomes: outcomeGroups,
  change: changeGroups,
  data: dataGroups,
}

/** Places of a definition by the names of their members alone: `timepoints/reminders`, whichever entry it is. */
export function joinNames(...names: readonly string[]): string {
  return names.filter((name) => name !== '').join('/')
}

/** The name of every field that some form has, with what it is shown as: `timepoints/title`. */
export function listFormFields(): ReadonlyMap<string, FieldSpec['control']> {
  const fields = Object.values(STUDY_FORM)
    .flat()
    .flatMap(({ path, parts }: GroupSpec) => listNames(parts, path))
  return new Map(fields.map(({ name, control }) => [name, control]))
}

function listNames(
  parts: readonly PartSpec[],
  within: string,
): readonly { readonly name: string; readonly control: FieldSpec['control'] }[] {
  return parts.flatMap((part) => {
    if (!isList(part)) return [{ name: joinNames(within, part.path), control: part.control }]
    const entries = Object.values(part.blanks).map((blank) => ('value' in blank ? blank.value : undefined))
    return entries.flatMap((entry) => listNames(part.parts(entry), joinNames(within, part.list)))
  })
}
