import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  fitRepeatedMeasures,
  type RepeatedMeasuresResult,
} from '../../functions/analysis/repeated-measures/repeated-measures.ts'
import { createRandomStream } from '../../functions/analysis/statistics/random.ts'
import {
  buildRepeatedMeasures,
  type RepeatedMeasures,
} from '../../functions/analysis/statistics/visit-data.ts'

const VISITS = ['1', '2', '3', '4', '5']
const ARMS = ['0', '1']
const SITES = Array.from({ length: 10 }, (_, site) => String(site))
const REPEATS = 3

/** The unstructured mixed model for so many participants, five visits, two arms and ten sites; the best of three. */
export function measureRepeatedMeasures(counts: readonly number[]): unknown {
  return counts.map((participants) => {
    const data = generateData(participants)
    let ms = Number.POSITIVE_INFINITY
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      const began = performance.now()
      fitted(data)
      ms = Math.min(ms, performance.now() - began)
    }
    const memoryMb = Math.round(process.memoryUsage().rss / 1e6)
    return { participants, observations: fitted(data).observations, ms: Math.round(ms), memoryMb }
  })
}

/** The same model by `nlme::gls` in R on the same machine and data: takes minutes. */
export function compareWithR(participants: number): unknown {
  const data = generateData(participants)
  const began = performance.now()
  const ours = fitted(data)
  const ms = performance.now() - began
  const folder = mkdtempSync(join(tmpdir(), 'concord-bench-r-'))
  try {
    const file = join(folder, 'trial.csv')
    writeFileSync(file, formatCsv(data))
    const answer = execFileSync('Rscript', ['-e', SCRIPT, file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [seconds = 0, ...differences] = answer.trim().split(/\s+/).map(Number)
    const estimates = ours.contrasts.map((one) => (one.kind === 'estimated' ? one.estimate : Number.NaN))
    const apart = Math.max(
      ...differences.map((theirs, at) => Math.abs(theirs - (estimates[at] ?? Number.NaN))),
    )
    return {
      ...{ participants, ms: Math.round(ms), glsMs: Math.round(1000 * seconds) },
      ratio: Math.round((1000 * seconds) / ms),
      largestDifferenceOfContrasts: apart,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const SCRIPT = `
suppressMessages(library(nlme))
d <- read.csv(commandArgs(TRUE)[1], colClasses = c(arm = "factor", site = "factor", visit = "factor"))
t <- system.time(fit <- gls(y ~ 0 + visit + arm:visit + baseline:visit + site, d, method = "REML",
  correlation = corSymm(form = ~ as.integer(visit) | id), weights = varIdent(form = ~ 1 | visit)))
b <- coef(fit)
cat(t[["elapsed"]], b[grepl("arm1", names(b))])
`

function fitted(data: RepeatedMeasures): RepeatedMeasuresResult {
  const result = fitRepeatedMeasures(data, { structures: ['unstructured'] })
  if (result.kind !== 'fitted') throw new Error(result.reason)
  return result
}

function generateData(participants: number): RepeatedMeasures {
  const random = createRandomStream(1, 'repeated measures')
  const rows = Array.from({ length: participants }, () => {
    const level = random.normal()
    const arm = random.drawInteger(2)
    const baseline = 6 + 1.5 * random.normal()
    let gone = false
    const outcomes = VISITS.map((_, visit) => {
      const y =
        6 - 0.3 * visit * (1 + arm) + 0.5 * (baseline - 6) + level + (1 + 0.1 * visit) * random.normal()
      gone ||= random.uniform() < 0.06
      return gone || random.uniform() < 0.05 ? null : y
    })
    return { arm: String(arm), site: SITES[random.drawInteger(10)] as string, baseline, outcomes }
  })
  return buildRepeatedMeasures({ visits: VISITS, arms: ARMS, sites: SITES }, rows)
}

function formatCsv({ arm, site, baseline, outcomes }: RepeatedMeasures): string {
  const lines = ['id,arm,site,baseline,visit,y']
  for (let at = 0; at < baseline.length; at += 1)
    for (let visit = 0; visit < VISITS.length; visit += 1) {
      const y = outcomes[at * VISITS.length + visit]
      if (!Number.isNaN(y)) lines.push([at, arm[at], site[at], baseline[at], visit + 1, y].join(','))
    }
  return lines.join('\n')
}
