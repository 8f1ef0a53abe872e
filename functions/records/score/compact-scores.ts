import * as z from 'zod/mini'
import { parseRational, toNumber } from '../../../surveys/values/rational.ts'
import { type StoredScore, scaleScoreSchema } from '../../../web/api/participants/scale-score.ts'

/*
 * The scores of a sheet as one string. As nested attributes a sheet of five scales costs the database three times the work
 * and two kilobytes; as rows, with each definition named once, it stays below the kilobyte that one write unit pays for.
 */

const text = z.string()
const compactSchema = z.object({
  /** Algorithm, instrument, its hash, and that of its calibration. */
  sources: z.array(z.tuple([text, text, text, z.nullable(text)])),
  /**
   * Place in `sources`, scale and missing items; then the exact value, its standard error, whether it is estimated (0 or 1),
   * band, items used and items reversed; or why there is no score.
   */
  scores: z.array(
    z.union([
      z.tuple([
        z.int(),
        text,
        z.array(text),
        text,
        z.nullable(z.number()),
        z.literal([0, 1]),
        z.nullable(text),
        z.int(),
        z.array(text),
      ]),
      z.tuple([z.int(), text, z.array(text), text]),
    ]),
  ),
})

type CompactScores = z.infer<typeof compactSchema>

export function formatScores(scores: readonly StoredScore[]): string {
  const sources = new Map<
    string,
    { readonly place: number; readonly source: CompactScores['sources'][number] }
  >()
  const findSource = ({ algorithm, instrument, hash, calibration }: StoredScore): number => {
    const source: CompactScores['sources'][number] = [algorithm, instrument, hash, calibration]
    const key = JSON.stringify(source)
    const found = sources.get(key) ?? { place: sources.size, source }
    sources.set(key, found)
    return found.place
  }
  const rows = scores.map((score): CompactScores['scores'][number] => {
    const { scale, itemsMissing } = score
    if (score.kind === 'not-scorable') return [findSource(score), scale, itemsMissing, score.reason]
    const { exact, standardError, estimated, band, itemsUsed, itemsReversed } = score
    return [
      ...([findSource(score), scale, itemsMissing, exact, standardError] as const),
      ...([estimated ? 1 : 0, band, itemsUsed, itemsReversed] as const),
    ]
  })
  return JSON.stringify({
    sources: [...sources.values()].map(({ source }) => source),
    scores: rows,
  } satisfies CompactScores)
}

/** @throws Error for what `formatScores` did not write */
export function parseScores(written: string): StoredScore[] {
  const { sources, scores } = compactSchema.parse(JSON.parse(written))
  return scores.map((row) => {
    const [place, scale, itemsMissing, exactOrReason] = row
    const [algorithm, instrument, hash, calibration] = sources[place] ?? []
    const from = { instrument, hash, algorithm, scale, itemsMissing, calibration }
    if (row.length === 4)
      return scaleScoreSchema.parse({ kind: 'not-scorable', ...from, reason: exactOrReason })
    const [, , , exact, standardError, estimated, band, itemsUsed, itemsReversed] = row
    const value = toNumber(parseRational(exact))
    return scaleScoreSchema.parse({
      ...{ kind: 'scored', ...from, exact, value, standardError, estimated: estimated === 1 },
      ...{ band, itemsUsed, itemsReversed },
    })
  })
}
