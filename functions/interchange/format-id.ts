/** `phq9_q1` and `PHQ9.Q1` are `phq9-q1`: lower-case letters, digits and single hyphens, 64 at most; nothing of what has none. */
export function formatId(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '')
}
