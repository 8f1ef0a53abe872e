import type { Assignment } from '../../functions/assignment/assignment.ts'
import { outcomeOf } from '../../functions/outcome/outcome.ts'
import type { CourseRows } from '../../functions/outcome/responder/course.ts'
import { randomStream } from '../../functions/outcome/statistics/random.ts'
import type { ScoreSheet } from '../../functions/score/score.ts'
import type { Treatment } from '../../functions/treatment/treatment.ts'
import { shippedLibrary } from '../../surveys/library.ts'
import { measuresOf } from '../../surveys/study/measures.ts'

const SITES = 10
const VISITS = 6
const DAY = 86_400_000
const START = Date.UTC(2026, 0, 5)

/** The pooled outcome of so many participants over six visits and ten sites, from rows that have been read. */
export function measureOutcome(counts: readonly number[]): unknown {
  return counts.map((participants) => {
    const { study, measures } = tenSites()
    const sites = study.sites.map(({ id }) => ({ site: id, rows: rowsOf(id, participants / SITES) }))
    const member = { sub: '', study: study.id, role: 'lead', sites: study.sites.map(({ id }) => id) } as const
    const asOf = new Date(START + 400 * DAY).toISOString()
    const times = study.responderDefinitions.flatMap((definition) => {
      const question = { definition, timepoint: 'week-12' }
      const began = performance.now()
      const outcome = outcomeOf(sites, member, study, measures, question, asOf)
      const ms = performance.now() - began
      if (outcome.pooled.kind !== 'pooled') throw new Error(`not pooled: ${outcome.pooled.reason}`)
      return [{ definition: outcome.definition, ms: Math.round(ms) }]
    })
    return {
      participants,
      visits: VISITS,
      sites: SITES,
      slowestMs: Math.max(...times.map(({ ms }) => ms)),
      times,
    }
  })
}

function tenSites() {
  const library = shippedLibrary()
  const shipped = library.study('ketamine-infusion-registry')?.definition
  if (!shipped) throw new Error('the registry ships')
  const [site] = shipped.sites
  const last = shipped.timepoints.at(-1)
  if (!site || !last) throw new Error('the registry has sites and timepoints')
  const study = {
    ...shipped,
    sites: Array.from({ length: SITES }, (_, at) => ({ ...site, id: `site-${at}` })),
    timepoints: [...shipped.timepoints, { ...last, id: 'week-36', offset: 'P252D' }],
  }
  return { study, measures: measuresOf(study, (ref) => library.instrument(ref)?.definition) }
}

function rowsOf(site: string, count: number): CourseRows {
  const random = randomStream(1, site)
  const assignments: Assignment[] = []
  const sheets: ScoreSheet[] = []
  const treatments: Treatment[] = []
  for (let at = 0; at < count; at += 1) {
    const participant = `${site}-${String(at).padStart(8, '0')}`
    const of = { study: 'ketamine-infusion-registry', site, participant }
    const treatedAt = START + random.below(60) * DAY
    treatments.push({ ...of, kind: 'ketamine-infusion', givenAt: iso(treatedAt), recordedAt: iso(treatedAt) })
    const before = 5 + random.below(6)
    const better = random.uniform()
    ;['baseline', 'week-1', 'week-4', 'week-12', 'week-24', 'week-36'].forEach((timepoint, visit) => {
      const due = treatedAt + ([-3, 7, 28, 84, 168, 252][visit] ?? 0) * DAY
      const answered = random.uniform() < (visit === 0 ? 0.97 : 0.85)
      assignments.push({
        ...{
          ...of,
          timepoint,
          studyVersion: '1.0.0',
          locale: 'en',
          timeZone: 'UTC',
          anchoredAt: iso(treatedAt),
        },
        ...{
          opensAt: iso(due - DAY),
          dueAt: iso(due),
          closesAt: iso(due + 5 * DAY),
          battery: [],
          linkId: '',
        },
        progress: answered ? 'completed' : 'untouched',
        ...{ texts: 1, textsBefore: 0, nextText: 1 },
      })
      if (!answered) return
      const now =
        visit === 0 ? before : Math.max(0, Math.round(before * (1 - better * 0.8) + random.normal()))
      sheets.push({
        ...of,
        timepoint,
        answeredAt: iso(due - 3600_000),
        scores: scoresOf(Math.min(10, now), visit),
      })
    })
  }
  return { assignments, sheets, treatments }
}

function scoresOf(pain: number, visit: number): ScoreSheet['scores'] {
  const of = { hash: '', algorithm: '1', itemsMissing: [], calibration: null }
  const score = (instrument: string, scale: string, exact: string, band: string | null = null) => {
    const scored = { kind: 'scored' as const, ...of, instrument, scale, exact, value: 0, band }
    return { ...scored, standardError: null, estimated: false, itemsUsed: 1, itemsReversed: [] }
  }
  return [
    score('peg@1.0.0', 'total', `${3 * pain + 1}/3`),
    score('peg@1.0.0', 'interference', `${2 * pain + 1}/2`),
    score('worst-pain-nrs@1.0.0', 'worst', String(pain)),
    score('sleep-quality@1.0.0', 'quality', String(10 - pain)),
    score('rand-36-general-health@1.0.0', 'health', String(25 * Math.round((10 - pain) / 2.5))),
    score('phq-9@1.0.0', 'total', String(2 * pain)),
    ...(visit === 0 ? [] : [score('pgic@1.0.0', 'change', '2', pain < 5 ? 'much-improved' : 'no-change')]),
  ]
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
