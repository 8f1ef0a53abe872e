import * as z from 'zod/mini'
import { ERASURE_GRADES, type ErasureGrade } from '../../web/api/participants/erasure-grades.ts'
import { YourDataPage } from '../../web/participant/your-data-page.tsx'
import { isErasurePending } from '../records/erasure/erasure.ts'
import { requireStudyTexts } from '../rules/texting/study-texts.ts'
import { type RequestErasureDeps, requestErasure } from '../workflows/erasure/request-erasure.ts'
import type { Survey } from '../workflows/responses/load-survey.ts'
import { findClinic } from './clinic-view.ts'

/*
 * Loaded with the first participant who asks: nobody who answers questions waits for it.
 */

const gradeSchema = z.enum(ERASURE_GRADES)

/** What was chosen in the form; `undefined` where nothing was. */
export function parseGrade(written: unknown): ErasureGrade | undefined {
  return gradeSchema.safeParse(written).data
}

export async function renderYourData(
  deps: RequestErasureDeps,
  token: string,
  { scope, study, assessment }: Survey,
  isNothingChosen: boolean,
) {
  const erasure = await deps.erasures.find(scope)
  const site = study.sites.find(({ id }) => id === scope.site)
  const asked = erasure && isErasurePending(erasure) ? { grade: erasure.grade, dueAt: erasure.dueAt } : null
  return (
    <YourDataPage
      view={{
        ...{ token, locale: assessment.locale, clinic: findClinic({ study, scope }) },
        monitoring: requireStudyTexts(study, assessment.locale).monitoring,
        timeZone: site?.timeZone ?? 'UTC',
        studyData: study.erasure.studyData,
        ...{ asked, isNothingChosen },
      }}
    />
  )
}

export { requestErasure }
