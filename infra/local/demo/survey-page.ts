/** One question as the survey's page shows it. */
export interface Question {
  readonly position: number
  readonly text: string
  readonly codes: readonly string[]
}

const FORM = /<form[^>]*\sdata-n="(\d+)"[^>]*>(.*?)<\/form>/gs
const HEADING = /<h1[^>]*>(.*?)<\/h1>/s
const RADIO = /<input[^>]*\stype="radio"[^>]*>/g
const VALUE = /\svalue="([^"]*)"/

/** Reads the questions off the page that a participant's link opens: every screen is on it, for want of a network later. */
export function readQuestions(page: string): Question[] {
  const questions = new Map<number, Question>()
  for (const [, position, form = ''] of page.matchAll(FORM)) {
    const text = decodeHtml(HEADING.exec(form)?.[1] ?? '')
    const codes = [...form.matchAll(RADIO)].flatMap(([radio]) => VALUE.exec(radio)?.[1] ?? [])
    questions.set(Number(position), { position: Number(position), text, codes })
  }
  return [...questions.values()].sort((a, b) => a.position - b.position)
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function decodeHtml(html: string): string {
  return html
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim()
}
