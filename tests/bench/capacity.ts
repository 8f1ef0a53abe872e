import { startDatabase } from '../../infra/local/runtime/dynamodb.ts'
import { startCountingProxy, type Units } from './counting-proxy.ts'
import { startMeasuredServer } from './measured-server.ts'
import { baselineAnswers, enrol, submit } from './surveys.ts'

const SURVEYS = 5

/**
 * DynamoDB units per completed baseline survey: answered as a person does (opened once, each answer saved as it is given,
 * submitted), and sent whole by a program.
 */
export async function measureCapacity(assembly: string, logFolder: string): Promise<unknown> {
  const database = await startDatabase(undefined)
  const proxy = await startCountingProxy(database.endpoint)
  const server = await startMeasuredServer({ assembly, logFolder, databaseEndpoint: proxy.endpoint })
  try {
    const answers = await baselineAnswers(server)
    const codes = Object.values(answers)
    const links = await enrol(server, 2 * SURVEYS)
    proxy.take()
    for (const link of links.slice(0, SURVEYS)) {
      await (await fetch(link)).arrayBuffer()
      for (const [i, code] of codes.entries()) await post(`${link}/${i + 1}`, { answer: code })
      await post(`${link}/submit`, {})
    }
    const byScreen = proxy.take()
    for (const link of links.slice(SURVEYS)) await submit(link, answers)
    return { items: codes.length, answeredByScreen: perSurvey(byScreen), sentWhole: perSurvey(proxy.take()) }
  } finally {
    await server.stop()
    await proxy.close()
    await database.close()
  }
}

async function post(url: string, fields: Record<string, string>): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
  await response.arrayBuffer()
  if (response.status !== 303) throw new Error(`POST: ${response.status}`)
}

function perSurvey({ read, write, requests }: Units): unknown {
  const share = (value: number): number => Math.round((value / SURVEYS) * 10) / 10
  return {
    readUnits: share(read),
    writeUnits: share(write),
    requests: Object.fromEntries(Object.entries(requests).map(([name, count]) => [name, share(count)])),
  }
}
