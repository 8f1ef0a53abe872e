import { hash } from 'node:crypto'
import type { BucketClient } from '../../platform/aws/bucket.ts'
import type { Run } from './run.ts'

/*
 * Bucket of reports. Nothing in it is written twice.
 *
 * | object                                    | what                                          |
 * |-------------------------------------------|-----------------------------------------------|
 * | parts/<subscription>/<key>/<part>.json    | what a part of a run is made of, as it was read |
 * | reports/<subscription>/<key>.<format>     | the report, made of its parts                  |
 */

export class FileDiffersError extends Error {
  constructor() {
    super('a report that was made again is not the same')
    this.name = 'FileDiffersError'
  }
}

/** How long a report can be opened: the bucket's own rule deletes it then. */
export const FILE_KEPT_DAYS = 400

export type JobFiles = {
  /** Writes a part, unless one is there: that one then stands. @returns the bytes that stand */
  keepPart(run: RunName, part: string, bytes: Uint8Array): Promise<Buffer>
  /** `undefined` where there is none. @throws Error where it is not what its hash says */
  findPart(run: RunName, part: string, sha256: string): Promise<Buffer | undefined>
  /** @throws FileDiffersError where another content stands under the run’s name */
  keepReport(run: RunName & Pick<Run, 'format'>, bytes: Uint8Array): Promise<NonNullable<Run['file']>>
  /** `undefined` after its days. @throws Error where it is not what its hash says */
  findReport(file: NonNullable<Run['file']>): Promise<Buffer | undefined>
}

type RunName = Pick<Run, 'subscription' | 'key'>

export function createJobFiles(bucket: Pick<BucketClient, 'put' | 'find'>): JobFiles {
  const findChecked = async (key: string, sha256: string) => {
    const bytes = await bucket.find(key)
    if (bytes && computeHash(bytes) !== sha256) throw new Error('a stored file is not what its hash says')
    return bytes
  }
  return {
    async keepPart(run, part, bytes) {
      const key = formatPartKey(run, part)
      const standing = (await bucket.put(key, bytes)) === 'exists' ? await bucket.find(key) : undefined
      return standing ?? Buffer.from(bytes)
    },
    findPart: (run, part, sha256) => findChecked(formatPartKey(run, part), sha256),
    async keepReport({ subscription, key: run, format }, bytes) {
      const key = `reports/${subscription}/${run}.${format}`
      const sha256 = computeHash(bytes)
      if ((await bucket.put(key, bytes)) === 'exists') {
        const standing = await bucket.find(key)
        if (!standing || computeHash(standing) !== sha256) throw new FileDiffersError()
      }
      return { key, sha256, bytes: bytes.length }
    },
    findReport: ({ key, sha256 }) => findChecked(key, sha256),
  }
}

export function computeHash(bytes: Uint8Array): string {
  return hash('sha256', bytes)
}

function formatPartKey({ subscription, key }: RunName, part: string): string {
  return `parts/${subscription}/${key}/${part}.json`
}
