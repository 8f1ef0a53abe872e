import { pickText } from '../../../surveys/instrument/vocabulary.ts'
import type { Library } from '../../../surveys/library/library.ts'
import type { ResponderRule } from '../../../surveys/responder/rule.ts'
import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import { buildStudyMeasures } from '../../../surveys/study/measures.ts'
import type { DefinitionComparisonQuery, DefinitionComparisonView } from '../../../web/console/index.ts'
import {
  describeResponderDefinition,
  describeResponderRule,
} from '../../../web/responder/describe-responder-rule.ts'
import type { CompletionRow } from '../../analysis/completion/completion.ts'
import type { DefinitionComparison } from '../../analysis/definition-comparison/definition-comparison.ts'
import type { TimeToEvent } from '../../analysis/definition-comparison/durability.ts'
import { listFollowUpChoices } from './follow-up-choices.ts'

/** The lab's page: the very numbers of the API's, with titles and each rule in words. */
export function buildDefinitionComparisonView(
  study: StudyDefinition,
  library: Library,
  asked: DefinitionComparisonQuery,
  lab: DefinitionComparison,
  locale: string,
): DefinitionComparisonView {
  const measures = buildStudyMeasures(study, library)
  const timepoints = listFollowUpChoices(study, locale, lab.timepoint)
  const names = new Map(study.sites.map(({ id, name }) => [id, name]))
  const arms = new Map(study.arms.map(({ id, title }) => [id, title]))
  return {
    ...{ asOf: lab.asOf, asked },
    timepoint: timepoints.find(({ id }) => id === lab.timepoint) ?? {
      id: lab.timepoint,
      title: lab.timepoint,
    },
    timepoints,
    minimumCellSize: lab.minimumCellSize,
    completion: lab.completion
      .filter(({ timepoint }) => timepoint === lab.timepoint)
      .map((row) => buildCompletionView(row, row.site === null ? null : (names.get(row.site) ?? row.site))),
    definitions: lab.definitions.flatMap((one) => {
      const definition = study.responderDefinitions.find(
        ({ id, version }) => `${id}@${version}` === one.definition,
      )
      if (!definition) return []
      return {
        ref: one.definition,
        title: pickText(definition.title, locale),
        evidence: definition.evidence,
        source: definition.source,
        words: describeResponderDefinition(definition, measures, locale),
        rate: one.rate,
        bySite: one.bySite.map(({ site, rate }) => ({ site, name: names.get(site) ?? site, rate })),
        byArm: one.byArm.map(({ arm, rate }) => ({ arm, title: arms.get(arm) ?? arm, rate })),
        byMissingPolicy: one.byMissingPolicy,
        toResponse: buildTimeView(one.durability.toResponse),
        ofResponse: buildTimeView(one.durability.ofResponse),
        curves: one.byCut.map(({ path, unit, value, curve }) => ({
          ...{ path, unit, value, points: curve },
          title: describeResponderRule(findRulePart(definition.rule, path), measures, locale).text,
        })),
        reasons: one.notAssessable,
      }
    }),
    comparisons: lab.comparisons.map((one) => (one.kind === 'suppressed' ? one : { ...one, ...one.cells })),
  }
}

function buildCompletionView(
  row: CompletionRow,
  name: string | null,
): DefinitionComparisonView['completion'][number] {
  if (row.kind === 'suppressed') return { name, counts: null }
  const { enrolled, standings, ofExpected, missedReasons, late } = row
  return {
    name,
    counts: {
      ...{ enrolled, completed: standings.completed, died: standings.died, rate: ofExpected?.rate ?? null },
      ...{ late: late?.count ?? null, missedReasons, lateReasons: late?.reasons ?? null },
      missed: standings['missed-begun'] + standings['missed-not-begun'],
      notYet: standings['not-due'] + standings['not-yet-closed'],
      left: standings.withdrawn + standings['lost-to-follow-up'],
    },
  }
}

function buildTimeView(time: TimeToEvent): DefinitionComparisonView['definitions'][number]['toResponse'] {
  if (time.kind !== 'estimated') return { kind: time.kind }
  const findCrossingDay = (crossing: typeof time.median.quantile) =>
    crossing.kind === 'estimated' ? crossing.time : null
  const { quantile, lower, upper } = time.median
  return {
    ...{ kind: 'estimated', n: time.n, events: time.events },
    ...{
      median: findCrossingDay(quantile),
      lower: findCrossingDay(lower),
      upper: findCrossingDay(upper),
      curve: time.curve,
    },
  }
}

/** The part of a rule that holds the number at a path such as `rules/0/atLeast`. */
function findRulePart(rule: ResponderRule, path: string): ResponderRule {
  const keys = path.split('/').slice(0, -1)
  return keys.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], rule) as ResponderRule
}
