import type { StudyDefinition } from '../study/definition.ts'
import { isQuiet } from '../study/site-rules.ts'
import type { DefinitionFault } from '../values/fault.ts'

/** Sites with languages that the study does not have, and quiet hours in which no text could ever go out. */
export function checkSites({ sites, locales, textingHours }: StudyDefinition): readonly DefinitionFault[] {
  return sites.flatMap(({ languages = [], quietHours }, at) => {
    const pointer = `/sites/${at}`
    const unknown = languages.filter((locale) => !locales.includes(locale))
    return [
      ...unknown.map((locale) => ({
        pointer: `${pointer}/languages`,
        detail: `the study has no language ${locale}`,
      })),
      ...(quietHours && isSilent(quietHours, textingHours)
        ? [
            {
              pointer: `${pointer}/quietHours/until`,
              detail: `no text could go out from ${textingHours.from} until ${textingHours.until}`,
            },
          ]
        : []),
    ]
  })
}

/** Whether every minute of the texting hours is quiet. The same time twice is no hours, or a whole day. */
function isSilent(
  quiet: StudyDefinition['textingHours'],
  { from, until }: StudyDefinition['textingHours'],
): boolean {
  if (quiet.from === quiet.until) return true
  if (!isQuiet(quiet, from)) return false
  // They begin within quiet hours, and end before these do.
  return quiet.from < quiet.until || from < quiet.until ? until <= quiet.until : until > quiet.from
}
