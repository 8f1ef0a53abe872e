import { createHash, hash } from 'node:crypto'
import type { BucketClient, ObjectDigest } from '../../platform/aws/bucket.ts'
import type { ExportRun } from './export-run.ts'
import type { ReportRun } from './report-run.ts'
import type { RunFile } from './run.ts'

/*
 * Bucket of reports and exports. Nothing in it is written twice.
 *
 * | object                                    | what                                          |
 * |-------------------------------------------|-----------------------------------------------|
 * | parts/<subscription>/<key>/<part>.json    | what a part of a run is made of, as it was read |
 * | reports/<subscription>/<key>.<format>     | the report, made of its parts                  |
 * | exports/<study>/<key>                     | the export, written as it was read             |
 */

export class FileDiffersError extends Error {
  constructor() {
    super('a file that was made again is not the same')
    this.name = 'FileDiffersError'
  }
}

/** How long a report can be opened: the bucket's own rule deletes it then. */
export const FILE_KEPT_DAYS = 400

/** How long an export can be downloaded: the same. */
export const EXPORT_KEPT_DAYS = 30

/** How long an address to a file holds: until the download has begun. */
const ADDRESS_SECONDS = 120

export type JobFiles = {
  /** Writes a part, unless one is there: that one then stands. @returns the bytes that stand */
  keepPart(run: RunName, part: string, bytes: Uint8Array): Promise<Buffer>
  /** `undefined` where there is none. @throws Error where it is not what its hash says */
  findPart(run: RunName, part: string, sha256: string): Promise<Buffer | undefined>
  /** @throws FileDiffersError where another content stands under the run’s name */
  keepReport(run: RunName & Pick<ReportRun, 'format'>, bytes: Uint8Array): Promise<RunFile>
  /** `undefined` after its days. @throws Error where it is not what its hash says */
  findReport(file: RunFile): Promise<Buffer | undefined>
  /** The export that stands under the run’s name, read and hashed; `undefined` where there is none. */
  digestExport(run: ExportPlace): Promise<RunFile | undefined>
  openExport(run: ExportPlace): ExportUpload
  /** An address that leads to the file for two minutes. */
  addressExport(file: RunFile, named: { readonly fileName: string; readonly mediaType: string }): string
}

/** An export as it is written. */
export type ExportUpload = {
  write(bytes: Uint8Array): void
  /** Sends what was written, but for less than one part. */
  drain(): Promise<void>
  /** @throws FileDiffersError where another content stands under the run’s name */
  complete(): Promise<RunFile>
}

type RunName = Pick<ReportRun, 'subscription' | 'key'>
type ExportPlace = Pick<ExportRun, 'study' | 'key'>

export function createJobFiles(bucket: Omit<BucketClient, 'list'>): JobFiles {
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
    async digestExport(run) {
      const key = formatExportKey(run)
      const found = await bucket.digest(key)
      return found && { key, ...found }
    },
    openExport: (run) => openUpload(bucket, formatExportKey(run)),
    addressExport: ({ key }, named) => bucket.presign(key, { ...named, seconds: ADDRESS_SECONDS }),
  }
}

function openUpload(bucket: Pick<BucketClient, 'openUpload' | 'digest'>, key: string): ExportUpload {
  const upload = bucket.openUpload(key)
  const sum = createHash('sha256')
  let bytes = 0
  return {
    write(chunk) {
      sum.update(chunk)
      bytes += chunk.length
      upload.add(chunk)
    },
    drain: () => upload.drain(),
    async complete() {
      const made: ObjectDigest = { sha256: sum.digest('hex'), bytes }
      if ((await upload.complete()) === 'exists') {
        const standing = await bucket.digest(key)
        if (!standing) throw new Error('an upload is neither complete nor there')
        if (standing.sha256 !== made.sha256) throw new FileDiffersError()
      }
      return { key, ...made }
    },
  }
}

export function computeHash(bytes: Uint8Array): string {
  return hash('sha256', bytes)
}

function formatPartKey({ subscription, key }: RunName, part: string): string {
  return `parts/${subscription}/${key}/${part}.json`
}

function formatExportKey({ study, key }: ExportPlace): string {
  return `exports/${study}/${key}`
}
