import * as z from 'zod/mini'
import { formatRef } from '../instrument/vocabulary.ts'
import { computeContentHash } from '../values/canonical.ts'

/** Definitions as their files say them. */
export type DefinitionFiles = {
  readonly instruments: readonly unknown[]
  readonly studies: readonly unknown[]
  readonly calibrations: readonly unknown[]
  readonly responderDefinitions: readonly unknown[]
}

/** SHA-256 of the canonical JSON by `id@version`, for responder definitions by `responder-definition id@version`. */
export type PublishedHashes = Readonly<Record<string, string>>

/** Names every definition that is not what was published. */
export class UnpublishedContentError extends Error {
  override readonly name = 'UnpublishedContentError'
}

/**
 * What is published stays what it is: answers and scores name a definition by its hash, and can be exported only with the
 * content that has that hash. A published definition is neither changed nor removed, and none is there that nobody published.
 *
 * @throws UnpublishedContentError
 */
export function requirePublishedContent(files: DefinitionFiles, publishedHashes: PublishedHashes): void {
  const found = new Map<string, string>(
    listNamedFiles(files).map(([name, file]) => [name, computeContentHash(file)]),
  )
  const faults = [
    ...[...found].flatMap(([name, hash]) => {
      const published = publishedHashes[name]
      if (published === undefined) return [`${name}: its hash is not in published-hashes.json`]
      return published === hash ? [] : [`${name}: the content is not what was published`]
    }),
    ...Object.keys(publishedHashes).flatMap((name) =>
      found.has(name) ? [] : [`${name}: it was published and its file is gone`],
    ),
  ]
  if (faults.length > 0)
    throw new UnpublishedContentError(`definitions changed after publication:\n${faults.join('\n')}`)
}

function listNamedFiles({ instruments, studies, responderDefinitions }: DefinitionFiles) {
  return [
    ...[...instruments, ...studies].map((file) => [formatRef(named.parse(file)), file] as const),
    ...responderDefinitions.map(
      (file) => [`responder-definition ${formatRef(named.parse(file))}`, file] as const,
    ),
  ]
}

const named = z.object({ id: z.string(), version: z.string() })
