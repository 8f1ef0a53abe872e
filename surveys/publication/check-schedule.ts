import type { InstrumentDefinition } from '../instrument/definition.ts'
import type { StudyDefinition, Timepoint } from '../study/definition.ts'
import { estimateDays, parseDuration } from '../study/duration.ts'
import type { DefinitionFault } from '../values/fault.ts'

/** A transaction holds a hundred writes, two of them for each new assessment. */
const MAX_PER_ANCHOR = 45

/** Anchors that never hold, windows that never open, and questions asked again before the days are over that they ask about. */
export function checkSchedule(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  return [
    ...study.anchors.flatMap((_, index) => checkAnchor(study, index)),
    ...study.timepoints.flatMap((timepoint, index) => checkTimepoint(study, timepoint, index)),
    ...checkTextingHours(study),
    ...checkSpacing(study, byRef),
    ...checkRecall(study, byRef),
    ...checkBaseline(study),
  ]
}

/** Within no hours nobody is texted, and every invitation would wait for ever. */
function checkTextingHours({ textingHours: { from, until } }: StudyDefinition): readonly DefinitionFault[] {
  return from < until ? [] : [{ pointer: '/textingHours/until', detail: `must be later than ${from}` }]
}

function checkAnchor(study: StudyDefinition, index: number): readonly DefinitionFault[] {
  const anchor = study.anchors[index]
  if (!anchor) return []
  const pointer = `/anchors/${index}`
  const asked = study.timepoints
    .filter((timepoint) => timepoint.anchor === anchor.id)
    .reduce((count, { repeat }) => count + (repeat?.times ?? 1), 0)
  const faults: DefinitionFault[] = []
  if (asked > MAX_PER_ANCHOR)
    faults.push({ pointer, detail: `at most ${MAX_PER_ANCHOR} assessments count from one anchor` })
  if (anchor.kind === 'treatment' && !study.treatments.some(({ kind }) => kind === anchor.treatment))
    faults.push({ pointer, detail: `no treatment ${anchor.treatment}` })
  if (anchor.kind === 'completion') {
    const on = study.timepoints.find(({ id }) => id === anchor.timepoint)
    if (!on) faults.push({ pointer, detail: `no timepoint ${anchor.timepoint}` })
    else if (isRepeated(study, on)) faults.push({ pointer, detail: `${on.id} is asked more than once` })
    else if (isCircular(study, on, new Set())) faults.push({ pointer, detail: 'it waits for itself' })
  }
  return faults
}

/** Whether a timepoint counts, through completions, from one that it was come to from. */
function isCircular(study: StudyDefinition, from: Timepoint, seen: ReadonlySet<string>): boolean {
  if (seen.has(from.id)) return true
  const anchor = study.anchors.find(({ id }) => id === from.anchor)
  if (anchor?.kind !== 'completion') return false
  const before = study.timepoints.find(({ id }) => id === anchor.timepoint)
  return before !== undefined && isCircular(study, before, new Set([...seen, from.id]))
}

function isRepeated(study: StudyDefinition, { anchor, repeat }: Timepoint): boolean {
  const on = study.anchors.find(({ id }) => id === anchor)
  return repeat !== undefined || (on?.kind === 'treatment' && on.occurrence === 'each')
}

function checkTimepoint(
  study: StudyDefinition,
  timepoint: Timepoint,
  index: number,
): readonly DefinitionFault[] {
  const pointer = `/timepoints/${index}`
  const faults: DefinitionFault[] = []
  if (!study.anchors.some(({ id }) => id === timepoint.anchor))
    faults.push({ pointer: `${pointer}/anchor`, detail: `no anchor ${timepoint.anchor}` })
  const opens = timepoint.opens === 'anchor' ? 0 : estimateDays(timepoint.opens)
  if (!(opens < estimateDays(timepoint.due) && estimateDays(timepoint.due) <= estimateDays(timepoint.closes)))
    faults.push({
      pointer: `${pointer}/due`,
      detail: 'a window must open before it is due and be due by its close',
    })
  const { closingTime, closes, due, at } = timepoint
  if (closingTime !== undefined && closes.includes('T'))
    faults.push({
      pointer: `${pointer}/closingTime`,
      detail: 'a window that closes after hours has no closing time',
    })
  else if (closingTime !== undefined && closingTime < at && estimateDays(closes) === estimateDays(due))
    faults.push({
      pointer: `${pointer}/closingTime`,
      detail: 'a window must open before it is due and be due by its close',
    })
  if (timepoint.opens === 'anchor' && timepoint.repeat)
    faults.push({
      pointer: `${pointer}/opens`,
      detail: 'only one of its repetitions could open with the anchor',
    })
  return faults
}

function checkSpacing(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  const asked = new Set(study.timepoints.flatMap(({ battery }) => battery.map((ref) => byRef.get(ref)?.id)))
  return study.spacing.flatMap(({ instrument }, index) =>
    asked.has(instrument) ? [] : [{ pointer: `/spacing/${index}`, detail: `${instrument} is not asked` }],
  )
}

/** Among what counts from one anchor, where the days between are known before anyone takes part. */
function checkRecall(
  study: StudyDefinition,
  byRef: ReadonlyMap<string, InstrumentDefinition>,
): readonly DefinitionFault[] {
  const faults: DefinitionFault[] = []
  study.timepoints.forEach((timepoint, index) => {
    for (const ref of timepoint.battery) {
      const recallDays = byRef.get(ref)?.recallDays ?? 0
      const id = byRef.get(ref)?.id
      if (study.spacing.some(({ instrument, days }) => instrument === id && days >= recallDays)) continue
      const others = study.timepoints
        .slice(0, index + 1)
        .filter(
          ({ anchor, battery }) =>
            anchor === timepoint.anchor && battery.some((one) => byRef.get(one)?.id === id),
        )
      const days = others.flatMap(listDays).sort((a, b) => a - b)
      const gap = Math.min(...days.slice(1).map((day, at) => day - (days[at] ?? 0)))
      if (gap < recallDays)
        faults.push({
          pointer: `/timepoints/${index}/battery`,
          detail: `${ref} asks about ${recallDays} days and would be asked again after ${Math.round(gap)}`,
        })
    }
  })
  return faults
}

function listDays({ offset, repeat }: Timepoint): readonly number[] {
  const first = estimateDays(offset)
  if (!repeat) return [first]
  const { unit, count } = parseDuration(repeat.every)
  // The shortest month: what is asked monthly is asked 28 days later at the least.
  const every = unit === 'months' ? count * 28 : count
  return Array.from({ length: repeat.times }, (_, at) => first + at * every)
}

function checkBaseline(study: StudyDefinition): readonly DefinitionFault[] {
  const baseline = study.timepoints.find(({ id }) => id === study.baseline)
  if (!baseline) return [{ pointer: '/baseline', detail: `no timepoint ${study.baseline}` }]
  if (isRepeated(study, baseline))
    return [{ pointer: '/baseline', detail: `${study.baseline} is asked more than once` }]
  // It would open when the treatment before which it has to be answered is there.
  return study.anchors.find(({ id }) => id === baseline.anchor)?.kind === 'treatment'
    ? [{ pointer: '/baseline', detail: `${study.baseline} counts from a treatment` }]
    : []
}
