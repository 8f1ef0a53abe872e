import type { ClinicalEventDetail } from '../../../surveys/study/clinical-event.ts'
import { parseRational, toNumber } from '../../../surveys/values/rational.ts'
import type { MissedReasonEntry } from '../../../web/api/participants/missed-reasons.ts'
import type { StoredScore } from '../../../web/api/participants/scale-score.ts'
import type { StoredEvent, StoredParticipantStatus, StoredRows } from '../../analysis/timeline/as-of.ts'
import type { LakeValue } from '../../platform/lake/lake-engine.ts'
import type { Planned } from '../../records/assessment/planned-history.ts'
import type { Disposition, ParticipationEnd } from '../../records/participant/participant.ts'
import type { AttributeEntry } from '../../records/participant/participant-attributes.ts'
import type { ScoreSheet } from '../../records/score/score.ts'
import type { Treatment } from '../../records/treatment/treatment.ts'
import type { RecordTable } from './record-queries.ts'

type Row = readonly LakeValue[]

/** Rows of each table as `buildRecordQuery` gives them. */
export type RecordRows = Readonly<Record<RecordTable, readonly Row[]>>

/** Where the rows are from. */
export type RecordPlace = { readonly study: string; readonly site: string }

/** Stored rows and participants from their facts: what was made of them, made back. */
export function buildStoredRows(
  place: RecordPlace,
  rows: RecordRows,
  arms: ReadonlyMap<string, string>,
): { readonly rows: StoredRows; readonly people: ReadonlyMap<string, StoredParticipantStatus> } {
  return {
    rows: {
      assessments: buildAssessments(rows.plans, rows.progress, rows.missed_reasons),
      sheets: buildSheets(place, rows.sheets, rows.scores),
      treatments: buildTreatments(place, rows.treatments),
      events: buildEvents(rows.events),
    },
    people: buildPeople(rows, arms),
  }
}

/** Before every instant: of what was so since ever. */
const SINCE_EVER = -62135596800000

function formatInstant(milliseconds: LakeValue): string {
  return new Date(milliseconds as number).toISOString()
}

function groupRows(rows: readonly Row[], keys: number): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row.slice(0, keys).join(' '))
}

function buildAssessments(
  plans: readonly Row[],
  progress: readonly Row[],
  missed: readonly Row[],
): StoredRows['assessments'] {
  const steps = groupRows(progress, 2)
  const reasons = groupRows(missed, 2)
  return [...groupRows(plans, 2)].map(([key, entries]) => {
    const [participant, timepoint] = entries[0] as Row as readonly [string, string]
    const all = entries.map(buildPlan)
    const last = entries.at(-1) as Row
    const at = Object.fromEntries((steps.get(key) ?? []).map(([, , , step, recorded]) => [step, recorded]))
    const { plannedSince, isCancelled } = { plannedSince: all.at(-1)?.since, isCancelled: last[4] === true }
    return {
      ...{ participant, timepoint, ...readWindow(last) },
      ...(plannedSince !== undefined && { plannedSince }),
      ...(all.length > 1 && { earlierPlans: all.slice(0, -1) }),
      progress:
        'completed' in at
          ? 'completed'
          : isCancelled
            ? 'cancelled'
            : 'started' in at
              ? 'started'
              : 'untouched',
      ...('started' in at && at.started !== SINCE_EVER && { startedAt: formatInstant(at.started) }),
      ...('completed' in at && at.completed !== SINCE_EVER && { completedAt: formatInstant(at.completed) }),
      ...(reasons.has(key) && { missedReasons: reasons.get(key)?.map(buildMissedReason) }),
    }
  })
}

function buildMissedReason([, , , recorded, reason, ofPlan]: Row): Omit<MissedReasonEntry, 'by'> {
  return {
    recordedAt: formatInstant(recorded as number),
    ...{ reason: reason as MissedReasonEntry['reason'], ofPlan: ofPlan as number },
  }
}

function buildPlan(row: Row): Planned {
  const since = row[3] === SINCE_EVER ? {} : { since: formatInstant(row[3] as number) }
  return row[4] === true ? { ...since, cancelled: true } : { ...since, ...readWindow(row) }
}

function readWindow(row: Row) {
  const [opens, due, closes] = row.slice(5) as readonly number[]
  return {
    opensAt: formatInstant(opens as number),
    dueAt: formatInstant(due as number),
    closesAt: formatInstant(closes as number),
  }
}

function buildSheets(
  { study, site }: RecordPlace,
  sheets: readonly Row[],
  scores: readonly Row[],
): readonly ScoreSheet[] {
  const scoresOf = groupRows(scores, 3)
  return sheets.map((row) => {
    const [participant, timepoint, sheet, , recorded, answered, algorithm, unsent, closes, withLate] = row
    const own = scoresOf.get([participant, timepoint, sheet].join(' ')) ?? []
    return {
      ...{ study, site, participant: participant as string, timepoint: timepoint as string },
      answeredAt: formatInstant(answered as number),
      scores: own.sort((a, b) => (a[6] as number) - (b[6] as number)).map(buildScore),
      ...(algorithm !== 0 && {
        recomputed: { algorithm: String(algorithm), at: formatInstant(recorded as number) },
      }),
      ...(unsent !== null && {
        notSubmitted: {
          ...{ at: formatInstant(unsent as number), closesAt: formatInstant(closes as number) },
          ...(withLate === true && { withLate: true as const }),
        },
      }),
    }
  })
}

function buildScore(row: Row): StoredScore {
  const [instrument, scale, , , hash, algorithm, calibration] = row.slice(3) as string[]
  const [estimated, kind, exact, reason, band, missing, error, used, reversed] = row.slice(10)
  const about = {
    ...{ instrument: instrument as string, scale: scale as string, hash: hash as string },
    ...{ algorithm: algorithm as string, calibration: calibration ?? null },
    itemsMissing: readNames(missing),
  }
  return kind === 'scored'
    ? {
        ...{ kind: 'scored', ...about, exact: exact as string },
        standardError: typeof error === 'string' ? Number(error) : null,
        value: toNumber(parseRational(exact as string)),
        ...{ estimated: estimated === true, band: band as string | null },
        ...{ itemsUsed: used as number, itemsReversed: readNames(reversed) },
      }
    : {
        kind: 'not-scorable',
        ...about,
        reason: reason as Extract<StoredScore, { kind: 'not-scorable' }>['reason'],
      }
}

function readNames(written: LakeValue | undefined): string[] {
  return typeof written === 'string' && written !== '' ? written.split(' ') : []
}

function buildTreatments({ study, site }: RecordPlace, rows: readonly Row[]): readonly Treatment[] {
  return [...groupRows(rows, 3).values()].map((entries) => {
    const [participant, kind, given] = entries[0] as Row
    const changes = entries.map((row) => formatInstant(row[4] as number))
    return {
      ...{ study, site, participant: participant as string, kind: kind as string },
      ...{ givenAt: formatInstant(given as number), recordedAt: changes[0] as string, changes },
    }
  })
}

function buildEvents(rows: readonly Row[]): readonly StoredEvent[] {
  return [...groupRows(rows, 2).values()].map((entries) => {
    const [participant, , at] = entries[0] as Row
    return {
      ...{ participant: participant as string, at: formatInstant(at as number) },
      entries: entries.map(([, , , , recorded, detail]) => ({
        recordedAt: formatInstant(recorded as number),
        ...(detail === null
          ? { voided: 'other' }
          : { event: JSON.parse(detail as string) as ClinicalEventDetail }),
      })),
    }
  })
}

function buildPeople(
  rows: RecordRows,
  arms: ReadonlyMap<string, string>,
): ReadonlyMap<string, StoredParticipantStatus> {
  const dispositions = groupRows(rows.dispositions, 1)
  const attributes = groupRows(rows.attributes, 1)
  const people = new Set([...dispositions.keys(), ...attributes.keys(), ...arms.keys()])
  return new Map(
    Array.from(people, (participant) => [
      participant,
      {
        arm: arms.get(participant) ?? null,
        dispositions: (dispositions.get(participant) ?? []).map(buildDisposition),
        attributes: (attributes.get(participant) ?? []).map(buildAttribute),
      },
    ]),
  )
}

function buildDisposition([, , recorded, how, at, reason]: Row): Disposition {
  const recordedAt = formatInstant(recorded as number)
  if (how === null) return { how: null, recordedAt }
  return {
    ...({ how, at: formatInstant(at as number), recordedAt } as ParticipationEnd),
    ...(reason !== null && { reason: reason as NonNullable<ParticipationEnd['reason']> }),
  }
}

function buildAttribute([, , recorded, attribute, code]: Row): Omit<AttributeEntry, 'by'> {
  return {
    ...{ attribute: attribute as string, code: code as string | null },
    recordedAt: formatInstant(recorded as number),
  }
}
