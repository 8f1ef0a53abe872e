import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A DynamoDB that the tables are created in. */
export interface Database {
  readonly endpoint: string
  /** Process that it runs in, when it is our own child. */
  readonly processId?: number | undefined
  close(): Promise<void>
}

const BINARY = new URL('../../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url)

/**
 * Runs a command in the shell's own process, beside a watcher that waits for the pipe on 3 to close. That happens when
 * this process ends, however it ends, and then the watcher ends the command: no database is left behind.
 */
const EXIT_WITH_PARENT = '( cat >/dev/null; kill -9 $$ 2>/dev/null ) <&3 & exec "$0" "$@" 3<&-'

/** A platform for which no embedded DynamoDB was installed. The message says what to set. */
export class NoEmbeddedDatabase extends Error {
  constructor() {
    super(
      `There is no embedded DynamoDB for ${process.platform}-${process.arch}. Start one yourself (such as DynamoDB ` +
        'Local) and set AWS_ENDPOINT_URL_DYNAMODB to its address, e.g. AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000 npm start',
    )
  }
}

/**
 * Starts the embedded DynamoDB as a child process, on loopback only.
 *
 * @param file where it keeps the data, undefined to keep it in memory
 * @throws NoEmbeddedDatabase
 */
export async function startDatabase(file: string | undefined): Promise<Database> {
  if (!existsSync(BINARY)) throw new NoEmbeddedDatabase()
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true })
  // The binary reports port 0 as 0, hence a free one is looked for here. Another process may take it in between.
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort()
    const serve = ['serve', '--host', '127.0.0.1', '--port', String(port)]
    if (file !== undefined) serve.push('--db-path', file)
    const child = spawn('/bin/sh', ['-c', EXIT_WITH_PARENT, fileURLToPath(BINARY), ...serve], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      // Its own process group: Ctrl-C in the terminal reaches this process only, which closes it after the workers.
      detached: true,
      env: { PATH: '/usr/bin:/bin' },
    })
    const endpoint = `http://127.0.0.1:${port}`
    try {
      await waitUntilReady(endpoint, child)
      return {
        endpoint,
        processId: child.pid,
        close: () => stopChild(child),
      }
    } catch (error) {
      await stopChild(child)
      if (attempt === 3) throw error
    }
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function waitUntilReady(endpoint: string, child: ChildProcess): Promise<void> {
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-2000)
  })
  for (let i = 0; i < 500; i++) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The embedded DynamoDB failed to start: ${output}`)
    const answered = await fetch(endpoint).then(
      (response) => response.body?.cancel().then(() => true) ?? true,
      () => false,
    )
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`The embedded DynamoDB did not answer within 10 s: ${output}`)
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await endChild(child)
  for (const pipe of child.stdio) pipe?.destroy()
}

async function endChild(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const impatient = setTimeout(() => child.kill('SIGKILL'), 3000)
  await ended
  clearTimeout(impatient)
}
