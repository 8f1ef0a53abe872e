import { draftProblems as en } from './en/draft-problems.ts'
import { draftProblems as es } from './es/draft-problems.ts'
import { findTranslation } from './find-translation.ts'

type Rule = { readonly pattern: RegExp; readonly words: string }

/** What is wrong with a draft, in the reader’s language; as the check says it where there are no other words. */
export function formatDraftProblem(locale: string, detail: string): string {
  return findDraftProblem(locale, detail) ?? detail
}

/** `undefined` where the language has no words of its own for it. */
export function findDraftProblem(locale: string, detail: string): string | undefined {
  for (const { pattern, words } of findTranslation(RULES, locale)) {
    const named = pattern.exec(detail)
    if (named) return words.replace(/\$(\d)/g, (_, at: string) => named[Number(at)] ?? '')
  }
  return undefined
}

function buildRules(pairs: typeof en): readonly Rule[] {
  return pairs.map(([said, words]) => ({
    pattern: new RegExp(
      `^${said
        .split('*')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('([^]*?)')}$`,
    ),
    words,
  }))
}

const RULES = { en: buildRules(en), es: buildRules(es) }
