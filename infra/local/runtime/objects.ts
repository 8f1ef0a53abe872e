import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { dirname, join } from 'node:path'
import { listen } from './listen.ts'
import { type Access, formatDenial, type Permissions, readCaller } from './permissions.ts'

/** Objects as functions reach them: what their role does not allow is refused. */
export interface Objects {
  readonly endpoint: string
  close(): Promise<void>
}

type Reply = { readonly status: number; readonly body?: Buffer | string }

/** Names of buckets and objects here: neither leads out of the folder. */
const PATH = /^\/([A-Za-z0-9-]+)\/((?:[A-Za-z0-9._-]+\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*)$/

/**
 * What of S3 the functions ask: to put an object unless there is one, checked by its SHA-256, and to get one. Objects are files
 * of the data folder, or in memory without one. No emulator of S3 that can be had both keeps objects and honors
 * `If-None-Match` on a put.
 *
 * @param folder where they are kept; `undefined` keeps them in memory
 */
export async function startObjects(
  folder: string | undefined,
  readPermissions: () => { readonly permissions: Permissions },
): Promise<Objects> {
  const memory = new Map<string, Buffer>()
  const store = folder === undefined ? createMemory(memory) : createFolder(folder)
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const [, bucket = '', key = ''] = PATH.exec(pathname) ?? []
    const action = { GET: 's3:GetObject', PUT: 's3:PutObject' }[request.method ?? '']
    if (key === '' || action === undefined)
      return { status: 501, body: 'Local mode does not have this of S3.' }
    const access: Access = { action, resource: `${formatBucketArn(bucket)}/${key}` }
    const denial = readPermissions().permissions.findDenial(readCaller(request.headers.authorization), [
      access,
    ])
    if (denial !== undefined) return { status: 403, body: formatDenial(denial) }
    const name = `${bucket}/${key}`
    if (request.method === 'GET') {
      const body = store.find(name)
      return body ? { status: 200, body } : { status: 404 }
    }
    return put(request, name, Buffer.concat(chunks))
  }
  const put = ({ headers }: IncomingMessage, name: string, body: Buffer): Reply => {
    if (headers['if-none-match'] === '*' && store.find(name) !== undefined) return { status: 412 }
    const checksum = headers['x-amz-checksum-sha256']
    if (checksum !== undefined && checksum !== createHash('sha256').update(body).digest('base64'))
      return { status: 400, body: 'The checksum is not that of the body.' }
    store.put(name, body)
    return { status: 200 }
  }
  const server = createServer((request, response) => {
    answer(request)
      .catch((): Reply => ({ status: 500 }))
      .then(({ status, body }) => void response.writeHead(status).end(body))
  })
  const { endpoint, close } = await listen(server, 0)
  return { endpoint, close }
}

/** As the templates have it: `local-values.ts` names a bucket by its logical ID. */
export function formatBucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`
}

function createMemory(memory: Map<string, Buffer>) {
  return {
    find: (name: string) => memory.get(name),
    put: (name: string, body: Buffer) => void memory.set(name, body),
  }
}

function createFolder(folder: string) {
  return {
    find: (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined),
    put(name: string, body: Buffer) {
      const file = join(folder, name)
      mkdirSync(dirname(file), { recursive: true })
      // Whole or not at all: a process that is killed leaves no half of one.
      writeFileSync(`${file}~`, body, { mode: 0o600 })
      renameSync(`${file}~`, file)
    },
  }
}
