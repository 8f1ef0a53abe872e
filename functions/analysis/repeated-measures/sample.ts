import type { RepeatedMeasures } from '../statistics/visit-data.ts'
import type { Sample } from './fit.ts'

/**
 * Whom the model is fitted to: those with a baseline and at least one outcome; without the visits at which, and the arms of
 * which, nobody was measured.
 */
export function buildSample(data: RepeatedMeasures) {
  const total = data.baseline.length
  const visits = data.visits.length
  const used: boolean[] = new Array(total)
  const perVisit = new Int32Array(visits)
  const perArm = new Int32Array(data.arms.length)
  let [participants, observations, withoutBaseline, withoutOutcome, sum] = [0, 0, 0, 0, 0]
  for (let at = 0; at < total; at++) {
    const hasBaseline = Number.isFinite(data.baseline[at])
    let measured = 0
    for (let visit = 0; visit < visits; visit++) {
      const outcome = data.outcomes[at * visits + visit] as number
      if (Number.isNaN(outcome)) continue
      measured += 1
      if (!hasBaseline) continue
      perVisit[visit] = (perVisit[visit] as number) + 1
      sum += outcome
    }
    used[at] = hasBaseline && measured > 0
    if (!hasBaseline) withoutBaseline += 1
    else if (measured === 0) withoutOutcome += 1
    else {
      participants += 1
      observations += measured
      const arm = data.arm[at] as number
      perArm[arm] = (perArm[arm] as number) + 1
    }
  }
  const visitKept = data.visits.map((_, visit) => (perVisit[visit] as number) > 0)
  const armKept = data.arms.map((_, arm) => (perArm[arm] as number) > 0)
  const kept = dropEmpty(data, visitKept, armKept)
  const places = visitKept.flatMap((isKept, at) => (isKept ? [at] : []))
  const sample: Sample = {
    ...{ data: kept, used, counts: countCells(kept, used), origin: sum / observations },
    places,
    participants,
    observations,
  }
  return {
    sample,
    participants,
    observations,
    leftOut: { withoutBaseline, withoutOutcome },
    visitsLeftOut: data.visits.filter((_, at) => !visitKept[at]),
    armsLeftOut: data.arms.filter((_, at) => !armKept[at]),
  }
}

function dropEmpty(
  data: RepeatedMeasures,
  visitKept: readonly boolean[],
  armKept: readonly boolean[],
): RepeatedMeasures {
  if (visitKept.every(Boolean) && armKept.every(Boolean)) return data
  const places = visitKept.flatMap((isKept, at) => (isKept ? [at] : []))
  const outcomes = new Float64Array(data.baseline.length * places.length)
  for (let at = 0; at < data.baseline.length; at++)
    places.forEach((visit, place) => {
      outcomes[at * places.length + place] = data.outcomes[at * visitKept.length + visit] as number
    })
  const armPlace = armKept.map((_, at) => armKept.slice(0, at).filter(Boolean).length)
  return {
    ...data,
    visits: data.visits.filter((_, at) => visitKept[at]),
    arms: data.arms.filter((_, at) => armKept[at]),
    arm: data.arm.map((arm) => armPlace[arm] as number),
    outcomes,
  }
}

/** How many were measured, visit by visit, arm by arm. */
function countCells({ arms, visits, arm, outcomes }: RepeatedMeasures, used: readonly boolean[]): Int32Array {
  const counts = new Int32Array(visits.length * arms.length)
  used.forEach((isUsed, at) => {
    if (!isUsed) return
    for (let visit = 0; visit < visits.length; visit++) {
      if (Number.isNaN(outcomes[at * visits.length + visit])) continue
      const cell = visit * arms.length + (arm[at] as number)
      counts[cell] = (counts[cell] as number) + 1
    }
  })
  return counts
}
