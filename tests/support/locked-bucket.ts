import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildApp } from 'fauxqs'
import { type BucketClient, createBucketClient } from '../../functions/platform/aws/bucket.ts'
import { type BucketConnection, connectBucket } from '../../functions/platform/aws/bucket-connection.ts'

export type TestBucket = {
  readonly client: BucketClient
  /** By which uploads in parts go. */
  readonly send: BucketConnection
  close(): Promise<void>
}

/** An empty bucket of an S3 on loopback. */
export async function openTestBucket(): Promise<TestBucket> {
  const app = buildApp({ logger: false })
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 })
  const created = await fetch(`${endpoint}/archive`, { method: 'PUT' })
  if (!created.ok) throw new Error(`no bucket: ${created.status}`)
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const settings = { endpoint, region: 'us-east-1', credentials }
  const connection = connectBucket('archive', settings)
  return {
    client: createBucketClient('archive', settings),
    // This emulator takes a part that has its checksum beside its tag, as S3 has it, for none.
    send: (method, key, query, body, headers) =>
      connection(
        ...([method, key, query] as const),
        method === 'POST' && body
          ? Buffer.from(
              Buffer.from(body)
                .toString()
                .replaceAll(/<ChecksumSHA256>.*?<\/ChecksumSHA256>/g, ''),
            )
          : body,
        headers,
      ),
    close: () => app.close(),
  }
}

/** A server of its own that answers as it is told, and the requests that it got. */
export async function openAnsweringServer(
  answer: (count: number) => { readonly status: number; readonly body?: string },
): Promise<{ readonly endpoint: string; readonly requests: string[]; readonly server: Server }> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const { status, body = '' } = answer(requests.length)
    request.resume().on('end', () => void response.writeHead(status).end(body))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, server }
}
