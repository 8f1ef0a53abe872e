import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Instruments } from '../../../surveys/library/library.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures, type Measure } from '../../../surveys/study/measures.ts'
import type {
  MeaningfulChangeQuery,
  MeaningfulChangeReply,
} from '../../../web/api/analyses/meaningful-change.ts'
import type { MeaningfulChangeWords } from '../../../web/console/index.ts'
import { findUnchangedRating } from '../../analysis/meaningful-change/cohort-meaningful-change.ts'
import { buildFollowUpWords } from './analysis-words.ts'

/** @param query measure and timepoint as they were asked for */
export function buildMeaningfulChangeWords(
  study: StudyDefinition,
  library: Instruments,
  query: MeaningfulChangeQuery,
  { result }: MeaningfulChangeReply,
  locale: string,
): MeaningfulChangeWords {
  const anchor = buildStudyMeasures(study, library).get('global-change')
  const groups = result.kind === 'estimated' ? result.anchor.groups : []
  return {
    ...buildFollowUpWords(study, library, query, locale),
    anchorTitle: anchor ? pickText(anchor.title, locale) : null,
    stepTitles: groups.map(({ anchor: steps }) => ({
      steps,
      title: anchor ? formatRating(anchor, steps, locale) : '',
    })),
  }
}

/** The words of a rating that lies so many steps from unchanged. */
function formatRating(anchor: Measure, steps: number, locale: string): string {
  const unchanged = findUnchangedRating(anchor) ?? 0
  const value = anchor.direction === 'higher-is-worse' ? unchanged - steps : unchanged + steps
  return pickText(anchor.bands.findLast(({ from }) => from <= value)?.label, locale)
}
