import type { Child } from 'hono/jsx'

export type TableColumn = {
  readonly title: string
  /** Numbers stand at the end of their column. */
  readonly isNumber?: boolean
}

type DataTableProps = {
  /** Names the region that scrolls where the table is wider than the screen. */
  readonly label: string
  readonly columns: readonly TableColumn[]
  /** The first cell heads its row. A row may have one cell that stands for all that are left. */
  readonly rows: readonly (readonly Child[])[]
}

/** A name as short as this is not broken. */
const MAX_SHORT_LENGTH = 14

/** A table in a region that scrolls sideways by itself. */
export function DataTable({ label, columns, rows }: DataTableProps) {
  const chooseClass = (at: number, cell: Child) =>
    columns[at]?.isNumber
      ? 'n'
      : typeof cell === 'string' && cell.length <= MAX_SHORT_LENGTH
        ? 'short'
        : 'words'
  return (
    <section class="scroll" aria-label={label} tabindex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th scope="col" class={isNumber ? 'n' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, ...cells]) => (
            <tr>
              <th scope="row" class={chooseClass(0, head)}>
                {head}
              </th>
              {cells.map((cell, at) => {
                const left = at === cells.length - 1 ? columns.length - 1 - at : 1
                return left > 1 ? (
                  <td class="soft" colspan={left}>
                    {cell}
                  </td>
                ) : (
                  <td class={chooseClass(at + 1, cell)}>{cell}</td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
