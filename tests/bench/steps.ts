import { startDatabase } from '../../infra/local/runtime/dynamodb.ts'
import { type Answers, readBaselineAnswers } from './answers.ts'
import {
  type CountedRequest,
  type CountingProxy,
  startCountingProxy,
  sumUnits,
  type Units,
} from './counting-proxy.ts'
import { createLoad, type Load } from './load.ts'
import { type MeasuredServer, startMeasuredServer } from './measured-server.ts'
import { measurePages, type Page } from './pages.ts'
import { enrol, readLinks } from './participants.ts'
import { openSurveyPage, submitWhole } from './survey-client.ts'

const PER_WAY = 5
/** At one site, so that its lists have something to list. */
const PARTICIPANTS = 40

/** Requests and units of each step of a participant's way, for one participant each, and of the pages. */
export interface Steps {
  readonly items: number
  readonly participants: number
  readonly enrolment: Units
  readonly text: Readonly<Record<'sender' | 'delivery', Units>>
  readonly byScreens: ByScreens
  readonly byScreensWithAlert: ByScreens
  readonly whole: Units
  readonly wholeWithAlert: Units
  readonly pages: Readonly<Record<string, Page>>
}

const SCREEN_STEPS = ['opening', 'begin', 'firstAnswer', 'answer', 'submission'] as const
type ScreenStep = (typeof SCREEN_STEPS)[number]
/** `answer` is one of those after the first, on average; `survey` is all together. */
type ByScreens = Readonly<Record<ScreenStep | 'survey', Units>>

/** Asks a stack whose database counts. */
export async function measureSteps(assembly: string, logFolder: string): Promise<Steps> {
  const database = await startDatabase(undefined)
  const proxy = await startCountingProxy(database.endpoint)
  const server = await startMeasuredServer({ assembly, logFolder, databaseEndpoint: proxy.endpoint })
  const load = createLoad()
  try {
    return await measure(server, proxy, load)
  } finally {
    load.close()
    await server.stop()
    await proxy.close()
    await database.close()
  }
}

async function measure(server: MeasuredServer, proxy: CountingProxy, load: Load): Promise<Steps> {
  const { withAlert, withoutAlert } = await readBaselineAnswers(server, load)
  proxy.take()
  const all = await enrol(server, load, { count: PARTICIPANTS, sites: ['harbor'] })
  const enrolment = sumUnits(proxy.take(), PARTICIPANTS)
  await server.tick()
  const text = countText(proxy.take())
  const links = await readLinks(server, all)
  const byScreens = await measureByScreens(proxy, load, links.splice(0, PER_WAY), withoutAlert)
  const byScreensWithAlert = await measureByScreens(proxy, load, links.splice(0, PER_WAY), withAlert)
  const whole = await measureWhole(proxy, load, links.splice(0, PER_WAY), withoutAlert)
  const wholeWithAlert = await measureWhole(proxy, load, links.splice(0, PER_WAY), withAlert)
  const [link] = links
  const [one] = all
  if (link === undefined || one === undefined) throw new Error('nobody is left to open a link')
  const pages = await measurePages(server, load, proxy, link, one.participant)
  return {
    ...{ items: Object.keys(withAlert).length, participants: PARTICIPANTS },
    ...{ enrolment, text, byScreens, byScreensWithAlert, whole, wholeWithAlert, pages },
  }
}

/** Without the tick, which reads the due index for all at once. */
function countText(requests: readonly CountedRequest[]): Steps['text'] {
  const countFor = (caller: string): Units => {
    const own = requests.filter((one) => one.caller === caller)
    if (own.length === 0) throw new Error(`${caller} asked nothing: are functions still called so?`)
    return sumUnits(own, PARTICIPANTS)
  }
  return { sender: countFor('send-invitation'), delivery: countFor('record-delivery') }
}

async function measureByScreens(
  proxy: CountingProxy,
  load: Load,
  links: readonly string[],
  answers: Answers,
): Promise<ByScreens> {
  const taken: Record<ScreenStep, CountedRequest[]> = {
    ...{ opening: [], begin: [], firstAnswer: [], answer: [], submission: [] },
  }
  const codes = Object.values(answers)
  proxy.take()
  for (const link of links) {
    const page = await openSurveyPage(load, link)
    taken.opening.push(...proxy.take())
    await page.begin()
    taken.begin.push(...proxy.take())
    for (const [index, code] of codes.entries()) {
      await page.answer(index + 1, code)
      taken[index === 0 ? 'firstAnswer' : 'answer'].push(...proxy.take())
    }
    await page.submit()
    taken.submission.push(...proxy.take())
  }
  const steps = SCREEN_STEPS.map((step) => {
    const times = step === 'answer' ? codes.length - 1 : 1
    return [step, sumUnits(taken[step], links.length * times)] as const
  })
  return {
    ...Object.fromEntries(steps),
    survey: sumUnits(Object.values(taken).flat(), links.length),
  } as ByScreens
}

async function measureWhole(
  proxy: CountingProxy,
  load: Load,
  links: readonly string[],
  answers: Answers,
): Promise<Units> {
  proxy.take()
  for (const link of links) await submitWhole(load, link, answers)
  return sumUnits(proxy.take(), links.length)
}
