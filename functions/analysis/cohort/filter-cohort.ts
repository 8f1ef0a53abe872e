import type { StudyAttribute } from '../../../surveys/study/attribute.ts'
import type { AttributeFilter } from '../../../web/api/analyses/attribute-filter.ts'
import type { Cohort, CohortParticipant, CohortSite } from './cohort.ts'

/**
 * Participants of a kind: for each attribute that is named one of the options that are named with it, `null` standing for
 * missing. Who does not match is in no number, but verdicts stay what they were: what participants are measured by, such as the
 * spread at baseline, is still everybody's.
 */
export function filterCohort(cohort: Cohort, filter: AttributeFilter): Cohort {
  return keepParticipants(cohort, createAttributeTest(filter))
}

/** Whether a participant is of the kind that a filter names; everybody is of that of an empty one. */
export function createAttributeTest(
  filter: AttributeFilter,
): (participant: Pick<CohortParticipant, 'attributes'>) => boolean {
  const wanted = Map.groupBy(filter, ({ attribute }) => attribute)
  return ({ attributes }) =>
    [...wanted].every(([attribute, options]) =>
      options.some(({ option }) => option === (attributes.get(attribute) ?? null)),
    )
}

function keepParticipants(cohort: Cohort, isKept: (one: CohortParticipant) => boolean): Cohort {
  return {
    ...cohort,
    everybody: cohort.everybody ?? cohort.sites,
    sites: cohort.sites.map(({ site, participants, rows }): CohortSite => {
      const kept = participants.filter(isKept)
      const ids = new Set(kept.map(({ participant }) => participant))
      const isOfKept = ({ participant }: { readonly participant: string }) => ids.has(participant)
      return {
        ...{ site, participants: kept },
        rows: {
          ...{ ...rows, assessments: rows.assessments.filter(isOfKept) },
          ...{ sheets: rows.sheets.filter(isOfKept), treatments: rows.treatments.filter(isOfKept) },
        },
      }
    }),
  }
}

/**
 * The groups that an attribute makes, each participant in exactly one: its options in their order, whether or not there is
 * anybody; codes that only an earlier version of the study had; and `null`, those of whom it is missing. The last two only
 * where there is somebody.
 */
export function listStrata(
  { id, options }: Pick<StudyAttribute, 'id' | 'options'>,
  participants: readonly Pick<CohortParticipant, 'attributes'>[],
): readonly (string | null)[] {
  const found = new Set(participants.map(({ attributes }) => attributes.get(id) ?? null))
  const known = options.map(({ code }) => code)
  const earlier = [...found].filter((code) => code !== null && !known.includes(code))
  return [...known, ...earlier.sort(), ...(found.has(null) ? [null] : [])]
}
