import { refOf, textIn } from '../../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { longestAt, textMessagesOf } from '../../../surveys/study/text-messages.ts'
import { segmentsOf } from '../../../surveys/text-message/segments.ts'
import type { AskedInstrument, ShownText } from '../../../web/console/index.ts'

/** Every version that the study asks, in the order in which it is first asked. */
export function instrumentsView(
  study: StudyDefinition,
  library: Library,
  locale: string,
): readonly AskedInstrument[] {
  const refs = new Set<string>(study.timepoints.flatMap(({ battery }) => battery))
  return [...refs].flatMap((ref) => {
    const definition = library.instrument(ref)?.definition
    if (!definition) return []
    return {
      id: definition.id,
      version: definition.version,
      title: textIn(definition.title, locale),
      evidence: definition.evidence,
      questions: definition.items.length,
      languages: Object.entries(definition.locales).map(([tag, { status }]) => ({ locale: tag, status })),
      timepoints: study.timepoints
        .filter(({ battery }) => battery.includes(refOf(definition)))
        .map(({ title }) => textIn(title, locale)),
    }
  })
}

/** Every text that the study sends, as long as it gets at one clinic. */
export function textMessagesView(study: StudyDefinition, site: string | undefined): readonly ShownText[] {
  const clinic = study.sites.find(({ id }) => id === site) ?? study.sites[0]
  if (!clinic) return []
  return textMessagesOf(study).map((text) => {
    const { segments, encoding } = segmentsOf(longestAt(text, clinic))
    return { name: text.name, locale: text.locale ?? null, template: text.template, segments, encoding }
  })
}
