import { expect, test } from 'vitest'
import { fitRepeatedMeasures } from '../../functions/analysis/repeated-measures/repeated-measures.ts'
import { drawOrdinaryTrial } from './ordinary-trials.ts'

const SEED = 1
/** With Fisher scoring alone 12 of the first 500 trials fell back, 7 of them although the likelihood has a top. */
const TRIALS = 300
/** Of fewer than so many participants with up to six visits the likelihood may rise to a singular covariance without end. */
const ENOUGH = 45

test('ordinary trials keep the unstructured covariance', () => {
  const fallen: number[] = []
  for (let number = 0; number < TRIALS; number++) {
    const trial = drawOrdinaryTrial(SEED, number)
    const result = fitRepeatedMeasures(trial, { structures: ['unstructured'] })
    if (result.kind === 'not-fitted') fallen.push(trial.baseline.length)
    else expect(result.convergence.distance, `trial ${number}`).toBeLessThan(1e-6)
  }
  expect(fallen.length).toBeLessThanOrEqual(0.01 * TRIALS)
  expect(Math.max(0, ...fallen)).toBeLessThan(ENOUGH)
})

test('a trial whose likelihood has a saddle near the way comes to the top behind it', () => {
  const result = fitRepeatedMeasures(drawOrdinaryTrial(SEED, 41), {
    structures: ['unstructured'],
    degreesOfFreedom: 'satterthwaite',
  })
  // Scoring crept along the saddle at a deviance of 786.788, within 1e-3 standard errors of no slope, and gave up.
  expect(result).toMatchObject({ kind: 'fitted', logLikelihood: expect.closeTo(-392.8855, 3) })
})
