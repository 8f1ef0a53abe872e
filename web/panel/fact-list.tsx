import type { Fact } from './view.ts'

export function FactList({ heading, facts }: { readonly heading: string; readonly facts: readonly Fact[] }) {
  return (
    <>
      <h2>{heading}</h2>
      <dl class="facts">
        {facts.map(({ label, value }) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </>
  )
}
