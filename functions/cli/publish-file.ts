import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { CommandResult } from './run-instrument-command.ts'

export type PublishTools = {
  readonly fetch: typeof fetch
  /** An access token of the deployment, by a sign-in in the browser. */
  readonly signIn: (url: string) => Promise<string>
}

/**
 * Publishes an instrument file to a deployment, as whoever signs in.
 *
 * @param args FILE --url https://pro.example.org
 */
export async function publishInstrumentFile(
  args: readonly string[],
  tools: PublishTools,
): Promise<CommandResult> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { url: { type: 'string' } },
    allowPositionals: true,
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0 || !values.url || !URL.canParse(values.url))
    return { exitCode: 2, out: '', err: 'publish FILE --url https://pro.example.org\n' }
  return publishFile(file, values.url, '/api/instruments', tools)
}

/**
 * Publishes a responder definition file to a deployment, as whoever signs in, who leads the study.
 *
 * @param args FILE --study ID --url https://pro.example.org
 */
export async function publishResponderDefinitionFile(
  args: readonly string[],
  tools: PublishTools,
): Promise<CommandResult> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { url: { type: 'string' }, study: { type: 'string' } },
    allowPositionals: true,
  })
  const [file, ...more] = positionals
  const { url, study } = values
  if (file === undefined || more.length > 0 || !study || !url || !URL.canParse(url))
    return { exitCode: 2, out: '', err: 'publish FILE --study ID --url https://pro.example.org\n' }
  return publishFile(file, url, `/api/studies/${encodeURIComponent(study)}/responder-definitions`, tools)
}

async function publishFile(
  file: string,
  url: string,
  path: string,
  tools: PublishTools,
): Promise<CommandResult> {
  const definition: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const token = await tools.signIn(url)
  const reply = await tools.fetch(new URL(path, url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ definition }),
  })
  const answer = (await reply.json()) as Answer
  // The same content again answers 200.
  if (!reply.ok) {
    const faults = (answer.errors ?? []).map(({ pointer, detail }) => `error\t${pointer || '-'}\t${detail}\n`)
    return { exitCode: 1, out: '', err: `${faults.join('')}${answer.title}. Nothing was published\n` }
  }
  return { exitCode: 0, out: `${answer.id}@${answer.version} is published: ${answer.hash}\n`, err: '' }
}

type Answer = {
  readonly id?: string
  readonly version?: string
  readonly hash?: string
  readonly title?: string
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
}
