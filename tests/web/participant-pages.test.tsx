import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { shippedLibrary } from '../../surveys/library.ts'
import { IntroductionPage, QuestionPage } from '../../web/participant/index.ts'
import { surveyAt } from '../support/survey-server.tsx'
describe('size', () => {
  it('prints', () => {
    for (const t of shippedLibrary().study('ketamine-infusion-registry')?.definition.timepoints ?? []) {
      const h = String(<IntroductionPage survey={surveyAt(t.id)} />)
      console.log(t.id, surveyAt(t.id).screens.length, h.length, gzipSync(h).length, gzipSync(String(<QuestionPage survey={surveyAt(t.id)} position={3} />)).length)
    }
    expect(1).toBe(1)
  })
})
