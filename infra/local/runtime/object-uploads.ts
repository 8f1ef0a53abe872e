import { createHash, randomUUID } from 'node:crypto'

/** Uploads in parts: in memory until they are completed, and gone with the process. */
export interface ObjectUploads {
  begin(name: string): string
  /** @returns its entity tag; `undefined` for an upload that is not there, or of another object */
  addPart(upload: string, name: string, number: number, body: Buffer): string | undefined
  /** The whole in the order of its parts, which ends the upload; `undefined` as before, or where parts are not those it has. */
  complete(upload: string, name: string, listed: readonly ListedPart[]): Buffer | undefined
}

export interface ListedPart {
  readonly number: number
  readonly tag: string
}

interface Upload {
  readonly name: string
  readonly parts: Map<number, Buffer>
}

export function createObjectUploads(): ObjectUploads {
  const uploads = new Map<string, Upload>()
  const find = (upload: string, name: string) => {
    const found = uploads.get(upload)
    return found?.name === name ? found : undefined
  }
  return {
    begin(name) {
      const id = randomUUID()
      uploads.set(id, { name, parts: new Map() })
      return id
    },
    addPart(upload, name, number, body) {
      find(upload, name)?.parts.set(number, body)
      return find(upload, name) && formatTag(body)
    },
    complete(upload, name, listed) {
      const found = find(upload, name)
      const parts = listed.map(({ number, tag }) => {
        const body = found?.parts.get(number)
        return body && formatTag(body) === tag ? body : undefined
      })
      if (parts.length === 0 || !parts.every((body) => body !== undefined)) return undefined
      uploads.delete(upload)
      return Buffer.concat(parts)
    },
  }
}

/** What a request to complete an upload lists. */
export function parseListedParts(xml: string): readonly ListedPart[] {
  return [...xml.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>(.*?)<\/ETag>/g)].map(
    ([, number = '', tag = '']) => ({ number: Number(number), tag }),
  )
}

function formatTag(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`
}
