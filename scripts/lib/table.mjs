import { getBorderCharacters, table as layOut } from 'table';

const BORDER = { ...getBorderCharacters('void'), bodyJoin: '  ', joinBody: '─', joinJoin: '  ' };

/**
 * Formats rows as columns; the first row is the heading.
 * @param {string[][]} rows
 * @param {{ right?: number[] }} [options] `right`: the columns that are aligned to the right
 */
export function table(rows, { right = [] } = {}) {
  const text = layOut(rows, {
    border: BORDER,
    columnDefault: { paddingLeft: 0, paddingRight: 0 },
    columns: Object.fromEntries(right.map((column) => [column, { alignment: 'right' }])),
    drawHorizontalLine: (line) => line === 1,
  });
  return text.replaceAll(/ +$/gm, '').trimEnd();
}
