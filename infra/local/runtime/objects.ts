import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { listen } from './listen.ts'
import { createFolderStore, createMemoryStore } from './object-store.ts'
import { createObjectUploads, parseListedParts } from './object-uploads.ts'
import { type Access, formatDenial, type Permissions, readCaller } from './permissions.ts'

/** Objects as functions reach them: what their role does not allow is refused. */
export interface Objects {
  readonly endpoint: string
  close(): Promise<void>
}

interface Reply {
  readonly status: number
  readonly body?: Buffer | string
  readonly headers?: OutgoingHttpHeaders
}

interface Asked {
  readonly headers: IncomingMessage['headers']
  readonly query: URLSearchParams
  /** Bucket and key. */
  readonly name: string
  readonly body: Buffer
}

/** Names of buckets and objects here: neither leads out of the folder. */
const PATH = /^\/([A-Za-z0-9-]+)\/((?:[A-Za-z0-9._=-]+\/)*[A-Za-z0-9_-][A-Za-z0-9._=-]*)$/
const BUCKET = /^\/([A-Za-z0-9-]+)\/?$/
/** What a list may ask for: no part of it is `.` or `..`. */
const PREFIX = /^(?:(?!\.\.?(?:\/|$))[A-Za-z0-9._=-]+\/)*(?:(?!\.\.?$)[A-Za-z0-9._=-]+)?$/

/** Keys of a page: the most that S3 gives. */
const PAGE_KEYS = 1_000

/**
 * What of S3 the functions ask: to put an object unless there is one, at once or in parts, checked by its SHA-256, and to get
 * one or a range of it, also by an address that is signed for a while, to list names and to delete one. Objects are files of the data folder, or in memory
 * without one. No emulator of S3 that can be had both keeps objects and honors `If-None-Match` on a put.
 *
 * @param folder where they are kept; `undefined` keeps them in memory
 */
export async function startObjects(
  folder: string | undefined,
  readPermissions: () => { readonly permissions: Permissions },
): Promise<Objects> {
  const store = folder === undefined ? createMemoryStore() : createFolderStore(folder)
  const uploads = createObjectUploads()

  const refuse = (caller: string | undefined, access: Access): Reply | undefined => {
    const denial = readPermissions().permissions.findDenial(caller, [access])
    return denial && { status: 403, body: formatDenial(denial) }
  }

  const list = (bucket: string, query: URLSearchParams): Reply => {
    const prefix = query.get('prefix') ?? ''
    if (!PREFIX.test(prefix)) return { status: 501, body: 'Local mode does not have this of S3.' }
    const after = query.get('start-after') ?? ''
    const keys = store
      .list(`${bucket}/${prefix}`)
      .map((name) => name.slice(bucket.length + 1))
      .filter((key) => key > after)
    const page = keys.slice(0, PAGE_KEYS).map((key) => `<Contents><Key>${key}</Key></Contents>`)
    const isTruncated = `<IsTruncated>${keys.length > PAGE_KEYS}</IsTruncated>`
    return {
      status: 200,
      body: `<ListBucketResult>${isTruncated}${page.join('')}</ListBucketResult>`,
    }
  }

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const { method = '', headers } = request
    // The one character of a name that S3 has written otherwise.
    const pathname = path.replaceAll('%3D', '=')
    const [, listed] = BUCKET.exec(pathname) ?? []
    if (method === 'GET' && listed !== undefined && query.get('list-type') === '2') {
      const access: Access = { action: 's3:ListBucket', resource: formatBucketArn(listed) }
      return refuse(readCaller(headers.authorization), access) ?? list(listed, query)
    }
    const [, bucket = '', key = ''] = PATH.exec(pathname) ?? []
    const action = ACTIONS[method]
    if (key === '' || action === undefined)
      return { status: 501, body: 'Local mode does not have this of S3.' }
    if (isOver(query)) return { status: 403, body: 'The address has expired.' }
    const access: Access = { action, resource: `${formatBucketArn(bucket)}/${key}` }
    const caller = readCaller(headers.authorization) ?? readSignedCaller(method, query)
    const refused = refuse(caller, access)
    if (refused) return refused
    const asked: Asked = { headers, query, name: `${bucket}/${key}`, body: Buffer.concat(chunks) }
    if (method === 'GET') return get(asked)
    if (method === 'DELETE') {
      store.remove(asked.name)
      return { status: 204 }
    }
    return method === 'PUT' ? put(asked) : post(asked)
  }

  const get = ({ headers, query, name }: Asked): Reply => {
    const body = store.find(name)
    if (!body) return { status: 404 }
    const disposition = query.get('response-content-disposition')
    const type = query.get('response-content-type')
    const asked = {
      ...(disposition !== null && { 'content-disposition': disposition }),
      ...(type !== null && { 'content-type': type }),
    }
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? []
    if (from === undefined) return { status: 200, body, headers: asked }
    if (Number(from) >= body.length) return { status: 416 }
    return { status: 206, body: body.subarray(Number(from), Number(to) + 1), headers: asked }
  }

  const put = ({ headers, query, name, body }: Asked): Reply => {
    const checksum = headers['x-amz-checksum-sha256']
    if (checksum !== undefined && checksum !== createHash('sha256').update(body).digest('base64'))
      return { status: 400, body: 'The checksum is not that of the body.' }
    const upload = query.get('uploadId')
    if (upload !== null) {
      const etag = uploads.addPart(upload, name, Number(query.get('partNumber')), body)
      return etag === undefined ? { status: 404 } : { status: 200, headers: { etag } }
    }
    if (headers['if-none-match'] === '*' && store.find(name) !== undefined) return { status: 412 }
    store.put(name, body)
    return { status: 200 }
  }

  const post = ({ headers, query, name, body }: Asked): Reply => {
    const upload = query.get('uploadId')
    if (upload === null)
      return query.has('uploads')
        ? { status: 200, body: `<R><UploadId>${uploads.begin(name)}</UploadId></R>` }
        : { status: 501, body: 'Local mode does not have this of S3.' }
    if (headers['if-none-match'] === '*' && store.find(name) !== undefined) return { status: 412 }
    const whole = uploads.complete(upload, name, parseListedParts(body.toString()))
    if (whole === undefined) return { status: 404 }
    store.put(name, whole)
    return { status: 200, body: '<CompleteMultipartUploadResult/>' }
  }

  const server = createServer((request, response) => {
    answer(request)
      .catch((): Reply => ({ status: 500 }))
      .then(({ status, body, headers = {} }) => void response.writeHead(status, headers).end(body))
  })
  const { endpoint, close } = await listen(server, 0)
  return { endpoint, close }
}

const ACTIONS: Readonly<Record<string, string>> = {
  ...{ GET: 's3:GetObject', PUT: 's3:PutObject', POST: 's3:PutObject' },
  DELETE: 's3:DeleteObject',
}

/** As the templates have it: `local-values.ts` names a bucket by its logical ID. */
export function formatBucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`
}

/** Whose signature a signed address has. It is for reading alone. */
function readSignedCaller(method: string, query: URLSearchParams): string | undefined {
  const [caller] = query.get('X-Amz-Credential')?.split('/') ?? []
  return method === 'GET' && query.has('X-Amz-Signature') ? caller : undefined
}

/** Whether a signed address does not hold any more. */
function isOver(query: URLSearchParams): boolean {
  const signed = query.get('X-Amz-Date')
  if (signed === null) return false
  const from = Date.parse(signed.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'))
  return !(Date.now() <= from + Number(query.get('X-Amz-Expires')) * 1000)
}
