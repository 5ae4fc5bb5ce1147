export interface Column<Row> {
  readonly title: string;
  cell(row: Row): string;
  /** Colours a cell, its padding included. */
  style?(text: string, row: Row): string;
  readonly align?: 'right';
}

export interface TableOptions {
  /** Characters in a line of the terminal. What does not fit goes: of the last column its end, or all of it. */
  readonly width?: number | undefined;
  readonly styleTitle: (text: string) => string;
}

/** Rows in columns as wide as they need to be. A column in which no row has anything is left out. */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { width = Number.POSITIVE_INFINITY, styleTitle }: TableOptions,
): string {
  const filled = columns.filter(({ cell }) => rows.some((row) => cell(row) !== ''));
  const widths = filled.map(({ title, cell }) => Math.max(title.length, ...rows.map((row) => cell(row).length)));
  const roomFor = (index: number): number =>
    width - widths.slice(0, index).reduce((sum, each) => sum + each + GAP.length, 0);
  const used = filled.filter((_column, index) => roomFor(index) >= Math.min(widths[index] ?? 0, LEAST_WIDTH));

  const line = (write: (column: Column<Row>, fit: (text: string) => string) => string): string =>
    used
      .map((column, index) => {
        const isLast = index === used.length - 1;
        const fit = (text: string): string =>
          isLast ? clip(text, roomFor(index)) : pad(text, widths[index] ?? 0, column.align);
        return write(column, fit);
      })
      .join(GAP)
      .trimEnd();

  return [
    line(({ title }, fit) => styleTitle(fit(title))),
    ...rows.map((row) => line(({ cell, style = (text) => text }, fit) => style(fit(cell(row)), row))),
  ]
    .map((text) => `${text}\n`)
    .join('');
}

const GAP = '  ';
/** Of less than this nobody could make anything. */
const LEAST_WIDTH = 12;

function pad(text: string, width: number, align: 'right' | undefined): string {
  return align === 'right' ? text.padStart(width) : text.padEnd(width);
}

function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
