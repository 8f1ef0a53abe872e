import * as z from 'zod'

const described = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })).default([]) }),
})
const iterated = z.object({ ShardIterator: z.string() })
const received = z.object({
  Records: z.array(z.looseObject({ dynamodb: z.looseObject({ SequenceNumber: z.string() }) })).default([]),
})

export type StreamRecord = z.infer<typeof received>['Records'][number]

/** The most that DynamoDB gives at once. */
const MAX_RECORDS = 1_000

/** Reads the stream of a table at the database’s own endpoint. */
export interface StreamRecords {
  listShards(): Promise<readonly string[]>
  /** Records behind a sequence number, oldest first; from the first on where there is none. */
  read(shard: string, after: string | undefined): Promise<readonly StreamRecord[]>
}

/** @param arn as the database calls the stream */
export function openStreamRecords(endpoint: string, arn: string): StreamRecords {
  const call = async (operation: string, body: object): Promise<unknown> => {
    const reply = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
        // It checks that they are there, and not what they say.
        'x-amz-date': new Date().toISOString().replace(/[-:]|\.\d+/g, ''),
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
      },
      body: JSON.stringify(body),
    })
    if (!reply.ok) throw new Error(`the stream did not answer ${operation}: status ${reply.status}`)
    return reply.json()
  }
  return {
    async listShards() {
      const reply = described.parse(await call('DescribeStream', { StreamArn: arn }))
      return reply.StreamDescription.Shards.map(({ ShardId }) => ShardId)
    },
    async read(shard, after) {
      const from =
        after === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
      const asked = { StreamArn: arn, ShardId: shard, ...from }
      const { ShardIterator } = iterated.parse(await call('GetShardIterator', asked))
      return received.parse(await call('GetRecords', { ShardIterator, Limit: MAX_RECORDS })).Records
    },
  }
}
