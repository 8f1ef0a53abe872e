import type { LambdaEvent } from 'hono/aws-lambda'
import { beforeAll, expect, test } from 'vitest'
import { createParticipantPages } from '../../../functions/participant-page/participant-page.routes.tsx'
import { createHttpHandler } from '../../../functions/platform/aws/http-handler.ts'
import type { StoredSurvey } from '../../../functions/records/assessment/survey.ts'
import { openShippedLibrary } from '../../../surveys/library/library.ts'
import { FIRST_ROUND_TRIP_BYTES, type FunctionReply, measureFirstLoad } from '../../bench/first-load.ts'
import { type Clinic, openClinic, STUDY } from '../../support/clinic.ts'

const TIMEPOINTS = openShippedLibrary().findStudy(STUDY)?.definition.timepoints ?? []

let clinic: Clinic
let link: string
let stored: StoredSurvey

beforeAll(async () => {
  clinic = await openClinic()
  const participant = await clinic.enrol()
  await clinic.tick()
  link = clinic.newestLink()
  const survey = await clinic.readSurvey(participant)
  if (!survey) throw new Error('no survey')
  stored = survey
})

/** What the gateway gives the function, and the function it, for a survey with another battery or language. */
async function openFirst(
  locale: string,
  battery: readonly string[],
  encoding: string,
): Promise<FunctionReply> {
  const survey = { ...stored, assessment: { ...stored.assessment, locale, battery: [...battery] } }
  const surveys = { ...clinic.deps.surveys, find: async () => survey }
  const handler = createHttpHandler(createParticipantPages({ ...clinic.deps, surveys }))
  const event = {
    ...{ version: '2.0', routeKey: '$default', rawPath: link, rawQueryString: '', isBase64Encoded: false },
    headers: { host: 'concord.example', accept: 'text/html', 'accept-encoding': encoding },
    requestContext: {
      ...{ requestId: 'Zt1aBcDeFgHiJkLmNo==', domainName: 'concord.example', stage: '$default' },
      http: { method: 'GET', path: link, sourceIp: '198.51.100.7' },
    },
  }
  return (await handler(event as unknown as LambdaEvent, {} as never)) as unknown as FunctionReply
}

const CASES = TIMEPOINTS.flatMap(({ id, battery }) =>
  ['en', 'es'].flatMap((locale) =>
    ['br', 'gzip'].map((encoding) => [id, locale, encoding, battery] as const),
  ),
)

test('the shipped study has timepoints', () => expect(TIMEPOINTS.length).toBeGreaterThan(3))

test.each(CASES)('%s in %s by %s comes in one round trip', async (_, locale, encoding, battery) => {
  const reply = await openFirst(locale, battery, encoding)
  expect([reply.statusCode, reply.headers?.['content-encoding']]).toEqual([200, encoding])
  expect(reply.cookies).toHaveLength(1)
  const { body, headers, total } = measureFirstLoad(reply)
  expect(body).toBeGreaterThan(5_000)
  expect(headers).toBeGreaterThan(500)
  expect(total).toBeLessThanOrEqual(FIRST_ROUND_TRIP_BYTES)
})

test('a page that is not compressed does not', async () => {
  const [{ battery = [] } = {}] = TIMEPOINTS
  expect(measureFirstLoad(await openFirst('en', battery, 'identity')).total).toBeGreaterThan(
    FIRST_ROUND_TRIP_BYTES,
  )
})
