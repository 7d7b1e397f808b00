/**
 * Texts of messages: one to thirty words, half of them under fifty letters; one in twenty with a line
 * break, one in fifty with quotes, which JSON has to escape; one in two hundred that a spreadsheet would
 * read as a formula.
 *
 * @module
 */

/** @typedef {import('../../simulator/random.js').Random} Random */

const WORDS =
  'the to you a we at is for on it can your be will in this see and I please thanks order call back later today tomorrow morning invoice delivery ready pick up time address number appointment confirm sorry running late minutes still there when does open Friday Monday let me know if works great sure no problem just sent the picture look arrived yes'.split(
    ' ',
  );

const ENDS = ['.', '.', '', '?', '!'];

const EMOJI = ['🙏', '👍🏽', '😀', '🎉', '❤️'];

/** @param {Random} random */
export function writeText(random) {
  const words = random.chance(0.8) ? 1 + random.below(14) : 14 + random.below(17);
  let text = '';
  for (let i = 0; i < words; i += 1) text += (i ? ' ' : '') + WORDS[random.below(WORDS.length)];
  text += ENDS[random.below(ENDS.length)];
  if (random.chance(0.05)) return `${text}\nCall ${random.below(9000) + 1000} on arrival.`;
  if (random.chance(0.02)) return `They said "${text}", so I did.`;
  if (random.chance(0.005)) return `=${text}`;
  return text;
}

/** @param {Random} random */
export const writeEmoji = (random) => EMOJI[random.below(EMOJI.length)] ?? '';
