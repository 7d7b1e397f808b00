/** Cells with these are sentences; they may be long and have several lines. */
const TEXTS = new Set(['message']);

/**
 * Shows rows as a table, with their columns as they are.
 *
 * @param {HTMLElement} place
 * @param {readonly object[]} rows
 */
export function showTable(place, rows) {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) {
    place.replaceChildren('No messages.');
    return;
  }
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const column of columns) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = column;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const [column, value] of Object.entries(row)) {
      const cell = line.insertCell();
      cell.textContent = value === null ? '–' : String(value);
      if (value === null) cell.className = 'null';
      else if (typeof value === 'number') cell.className = 'number';
      else if (TEXTS.has(column)) cell.className = 'text';
    }
  }
  place.replaceChildren(table);
}
