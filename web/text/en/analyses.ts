import { adverseEventsText } from './adverse-events.ts'
import { analysisText } from './analysis.ts'
import { armComparisonText } from './arm-comparison.ts'
import { breakdownText } from './breakdown.ts'
import { courseText } from './course.ts'
import { definitionComparisonText } from './definition-comparison.ts'
import { estimandText } from './estimand.ts'
import { instrumentText } from './instrument.ts'
import { instrumentQualityText } from './instrument-quality.ts'
import { itemFunctioningText } from './item-functioning.ts'
import { meanChangeText } from './mean-change.ts'
import { meanEstimandText } from './mean-estimand.ts'
import { meaningfulChangeText } from './meaningful-change.ts'
import { poolingText } from './pooling.ts'
import { releasesText } from './releases.ts'
import { repeatedMeasuresText } from './repeated-measures.ts'
import { trajectoryText } from './trajectory.ts'

/** English: the words of pages about analyses, scores and instruments. */
export const enAnalyses = {
  adverseEvents: adverseEventsText,
  analysis: analysisText,
  armComparison: armComparisonText,
  breakdown: breakdownText,
  course: courseText,
  estimand: estimandText,
  instrument: instrumentText,
  instrumentQuality: instrumentQualityText,
  itemFunctioning: itemFunctioningText,
  definitionComparison: definitionComparisonText,
  meanChange: meanChangeText,
  meanEstimand: meanEstimandText,
  pooling: poolingText,
  releases: releasesText,
  trajectory: trajectoryText,
  repeatedMeasures: repeatedMeasuresText,
  meaningfulChange: meaningfulChangeText,
}
