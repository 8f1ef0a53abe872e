import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { ResponderDefinition } from '../../../surveys/responder/definition.ts'
import { buildStudyMeasures, type Measures } from '../../../surveys/study/measures.ts'
import type { DefinitionChanges, DefinitionRow } from '../../../web/console/definitions-view.ts'
import { describeResponderDefinition } from '../../../web/responder/describe-responder-rule.ts'
import { findAnalysesText } from '../../../web/text/analyses-text.ts'
import { type DefinitionsText, findDefinitionsText } from '../../../web/text/definitions-text.ts'
import type { StudyMember } from '../../workflows/access/staff-access.ts'
import type { LibraryDefinition } from '../../workflows/library/list-responder-definitions.ts'
import { compareDefinitionWords } from './definition-changes.ts'

/** A published version in words. */
export function buildDefinitionRow(
  { entry, definition, isOwn, faults, usedBy }: LibraryDefinition,
  membership: Pick<StudyMember, 'study' | 'library'>,
  locale: string,
): DefinitionRow {
  const measures = buildStudyMeasures(membership.study, membership.library)
  return {
    ...{ id: entry.id, version: entry.version, evidence: definition.evidence, source: definition.source },
    title: pickText(definition.title, locale),
    summary: pickText(definition.summary, locale),
    rule: describeResponderDefinition(definition, measures, locale),
    belongsTo: isOwn ? 'this-study' : entry.origin === 'built-in' ? 'nobody' : 'another-study',
    retired: entry.retired,
    ...{ faults, usedBy },
  }
}

/** What one version says otherwise than another, under the names of the form's fields. */
export function compareVersionWords(
  since: string,
  before: ResponderDefinition,
  after: ResponderDefinition,
  measures: Measures,
  locale: string,
): DefinitionChanges {
  const text = findDefinitionsText(locale)
  const describe = (one: ResponderDefinition) => ({
    rule: describeResponderDefinition(one, measures, locale),
    texts: listTexts(one, text, locale),
  })
  const described = { before: describe(before), after: describe(after) }
  return compareDefinitionWords(
    since,
    described.before,
    described.after,
    Object.keys({ ...described.before.texts, ...described.after.texts }),
  )
}

function listTexts(
  { title, summary, source, evidence }: ResponderDefinition,
  text: DefinitionsText,
  locale: string,
): Readonly<Record<string, string>> {
  const { builder } = text
  return {
    [builder.title(builder.languages.en)]: title.en ?? '',
    [builder.title(builder.languages.es)]: title.es ?? '',
    [builder.summary(builder.languages.en)]: summary.en ?? '',
    [builder.summary(builder.languages.es)]: summary.es ?? '',
    [text.source]: source,
    [text.evidence]: findAnalysesText(locale).console.evidence[evidence],
  }
}
