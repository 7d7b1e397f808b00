/**
 * Lays rows out in columns, the first row as their heading.
 * @param {string[][]} rows
 * @param {{ right?: number[] }} [options] `right`: the columns that are aligned to the right
 */
export function table(rows, { right = [] } = {}) {
  /** @type {number[]} */
  const widths = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, width(cell));
    }
  }
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - width(cell));
        return right.includes(column) ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((size) => '─'.repeat(size)).join('  ');
  const [heading, ...body] = rows.map(line);
  return [heading, rule, ...body].join('\n');
}

/**
 * How many cells of a terminal a text takes: two for emoji and East Asian wide characters.
 * @param {string} text
 */
function width(text) {
  let cells = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    cells +=
      /\p{Emoji_Presentation}|\u{FE0F}|[\u{1100}-\u{115F}\u{2E80}-\u{A4CF}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FF00}-\u{FF60}]/u.test(
        segment,
      )
        ? 2
        : 1;
  }
  return cells;
}
