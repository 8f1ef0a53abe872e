import type { StudyDefinition } from '../../../surveys/study/definition.ts'
import type { CohortFile } from '../../../web/api/analyses/cohort-file.ts'
import { formatClinicalEventId } from '../../../web/api/clinical-events/clinical-events.ts'
import type { StoredParticipantStatus, StoredRows } from '../../analysis/timeline/as-of.ts'

/** One site's rows again, as the stores give them. */
export type SiteRows = {
  readonly site: string
  readonly rows: StoredRows
  readonly people: ReadonlyMap<string, StoredParticipantStatus>
}

/** Why files are not of one study, or not whole. */
export class CohortFilesError extends Error {}

/**
 * Puts the pages of exports together, in any order: every site of the study once, those without a page empty.
 * @throws CohortFilesError for another study, another site's participants, a participant twice, a page that is missing, or an assessment or
 *   a score sheet twice
 */
export function readCohortFiles(study: StudyDefinition, files: readonly CohortFile[]): readonly SiteRows[] {
  for (const file of files) {
    if (file.study !== study.id || file.studyVersion !== study.version)
      throw new CohortFilesError(
        `a file belongs to ${file.study}@${file.studyVersion}, not ${study.id}@${study.version}`,
      )
    if (!study.sites.some(({ id }) => id === file.site))
      throw new CohortFilesError(`the study has no site ${file.site}`)
  }
  return study.sites.map(({ id: site }) =>
    readSiteRows(
      study,
      site,
      files.filter((file) => file.site === site),
    ),
  )
}

function requireOnce(names: readonly string[], what: string): void {
  if (new Set(names).size !== names.length) throw new CohortFilesError(`${what} is there twice`)
}

function readSiteRows(study: StudyDefinition, site: string, files: readonly CohortFile[]): SiteRows {
  const participants = files.flatMap((file) => file.participants)
  const ids = new Set(participants.map(({ participant }) => participant))
  if (ids.size !== participants.length) throw new CohortFilesError(`${site}: a participant is there twice`)
  const foreign = participants.find(({ participant }) => !participant.startsWith(`${site}-`))
  if (foreign) throw new CohortFilesError(`${site}: ${foreign.participant} belongs to another site`)
  for (const { after, next } of files) {
    if (next !== null && !files.some((other) => other.after === next))
      throw new CohortFilesError(`${site}: the page after ${next} is missing`)
    if (after !== null && !files.some((other) => other.next === after))
      throw new CohortFilesError(`${site}: the page that ends with ${after} is missing`)
  }
  for (const { participant, assessments, scores, events } of participants) {
    requireOnce(events.map(formatFirstId), `${site}: an event of ${participant}`)
    requireOnce(
      assessments.map(({ timepoint }) => timepoint),
      `${site}: an assessment of ${participant}`,
    )
    requireOnce(
      scores.map(
        ({ timepoint, recomputed, notSubmitted }) =>
          `${timepoint} ${recomputed?.algorithm ?? ''} ${notSubmitted?.at ?? ''}`,
      ),
      `${site}: a score sheet of ${participant}`,
    )
  }

  const of = { study: study.id, site }
  return {
    site,
    people: new Map(
      participants.map(({ participant, arm, dispositions, attributes }) => [
        participant,
        { arm, dispositions, attributes },
      ]),
    ),
    rows: {
      assessments: participants.flatMap(({ participant, assessments }) =>
        assessments.map((assessment) => ({ participant, ...assessment })),
      ),
      sheets: participants.flatMap(({ participant, scores }) =>
        scores.map((sheet) => ({ ...of, participant, ...sheet })),
      ),
      treatments: participants.flatMap(({ participant, treatments }) =>
        treatments.map((treatment) => ({
          ...{ ...of, participant, ...treatment, recordedAt: treatment.changes[0] ?? '' },
        })),
      ),
      events: participants.flatMap(({ participant, events }) =>
        events.map((event) => ({ participant, ...event })),
      ),
    },
  }
}

/** Of what it was recorded as first: every later entry is of the same event. */
function formatFirstId({ at, entries }: CohortFile['participants'][number]['events'][number]): string {
  const [first] = entries
  if (first === undefined || !('event' in first))
    throw new CohortFilesError('an event begins with its recording')
  return formatClinicalEventId(first.event, at)
}
