/**
 * Texts that people write in messages, and texts that break programs.
 * @module
 */

/** @type {readonly [string, ...string[]]} */
const TEXTS = [
  'On my way, ten minutes.',
  'Can you resend the invoice, please?',
  'Thanks! 🙏',
  'Your code is 004217.',
  'See you at 9:30.\nThe entrance is on Mill Street.',
  // A picture without a caption has an empty text.
  '',
  '   ',
  // A family emoji is seven code points; a flag is two halves; a skin tone follows its hand.
  '👩‍👩‍👧‍👦 all of us 🇳🇿 👍🏽',
  // The same word composed and decomposed.
  'caf\u00e9 or cafe\u0301',
  'Z\u0351\u036b\u0343a\u0328\u0320l\u0358\u0356g\u0334\u0321o\u0321\u034a',
  'שלום, האם הזמנה 4471 מוכנה?',
  'مرحبا، متى تفتحون يوم الجمعة؟',
  'left \u202eright to left\u202c left',
  '営業時間を教えてください。',
  // Tests CSV: quotes, commas, line ends, and a spreadsheet formula.
  'She said "call, don\'t text",\r\nso call.',
  '=1+1',
  '+15550100, -1, @home',
  // Tests JSON: every character with a short escape, and some without.
  'tab\t quote" backslash\\ slash/ bell\u0007 escape\u001b[31m null\u0000 line\u2028 paragraph\u2029',
  '{"not": "parsed"} \\u0041 \\n %41 &amp; <b>',
  '\ufeffstarts with a byte order mark',
  // Ten SMS segments with non-ASCII letters.
  'Größe prüfen — '.repeat(100),
];

/** @param {import('./random.js').Random} random */
export const writeText = (random) => random.pick(TEXTS);
