/**
 * What is a secret in what Zoom answers, and how it is taken out. A client knows the same by
 * `src/redact.rs`; the cases in `tests/data/secrets.json` hold the two together.
 *
 * - What is known to be one: tokens, the client secret, the link that is being followed.
 * - JSON Web Tokens.
 * - Links of the hosts that attachments come from, and the queries of all others.
 *
 * Each in any form: as it is, percent-encoded, in Base64 of either alphabet, in hexadecimal digits. Every
 * function here looks at a text a fixed number of times.
 *
 * @module
 */
import { hasCredentials, jwtIn, parse } from '../links.js';

/** What stands in place of a secret. */
const MARK = '…';

/** Shorter secrets are left in: their letters are in every sentence. */
const LEAST_SECRET = 8;

/** A longer text hardly comes twice. */
const LONGEST_SEEN = 64;

/** Names that are followed by a signature or a token, also where there is no `?` before them. */
const SIGNATURE =
  /(?<![\w-])((?:access_|id_|refresh_)?token|jwt|sig|signature|x-(?:amz|goog|zm)-(?:signature|credential|security-token))=[^\s&;#"']+/gi;

/** @typedef {ReturnType<typeof secretsOf>} Secrets */

/**
 * @param {Iterable<string>} known
 * @param {(url: URL) => boolean} isOwn whether links that lead there are secrets
 */
export function secretsOf(known, isOwn) {
  const forms = [...known].flatMap(formsOf);
  /** Keys and short values come again and again. @type {Map<string, string>} */
  const seen = new Map();
  /** @param {string} text */
  const withoutKnown = (text) => {
    const folded = fold(text);
    return forms.filter((form) => folded.includes(form)).reduce(cut, text);
  };
  /** @param {string} text */
  const withoutForeign = (text) => withoutLinks(withoutJwts(text), isOwn);
  /** @param {string} text */
  const withoutRaw = (text) => withoutQueries(withoutForeign(withoutKnown(text)));
  return {
    /** The text without what is known to be secret: for what people have written. @param {string} text */
    withoutKnown: (text) =>
      byWord(withoutKnown(text), (plain) => withoutKnown(plain) !== plain, false),

    /** The text without anything secret. @param {string} text */
    without(text) {
      if (text.length < LEAST_SECRET) return text;
      const known = seen.get(text);
      if (known !== undefined) return known;
      const clean = byWord(
        withoutRaw(text),
        (plain, isNoise) =>
          // Of what was decoded on suspicion, only what is no chance: all noise has `?` and `=`.
          plain !== (isNoise ? withoutForeign(withoutKnown(plain)) : withoutRaw(plain)),
        true,
      );
      if (text.length <= LONGEST_SEEN) seen.set(text, clean);
      return clean;
    },

    /** Whether all of a text is a link that is a secret. @param {string} text */
    isLink(text) {
      const url = linkOf(text);
      return url !== undefined && (isOwn(url) || hasSecrets(url) || jwtIn(text) !== undefined);
    },
  };
}

/**
 * The forms of a secret, folded.
 *
 * @param {string} secret
 */
function formsOf(secret) {
  const bytes = new TextEncoder().encode(secret);
  if (bytes.length < LEAST_SECRET) return [];
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  // By how many bytes of the first group are of something before it. What has a part of its neighbours
  // in it is left out at both ends.
  const base64 = [0, 1, 2].map((before) => {
    const letters = btoa('\0'.repeat(before) + binary).replace(/=*$/, '');
    const isPart = (before + bytes.length) % 3 !== 0;
    return letters.slice(before && before + 1, isPart ? -1 : undefined);
  });
  return [secret, hex, ...base64].map(fold);
}

/**
 * A text as it is compared, letter by letter: servers lose the case of headers, and Base64 has two
 * alphabets.
 *
 * @param {string} text
 */
function fold(text) {
  return text
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * @param {string} text
 * @param {string} form
 */
function cut(text, form) {
  const folded = fold(text);
  let clean = '';
  let from = 0;
  for (let at = folded.indexOf(form); at >= 0; at = folded.indexOf(form, from)) {
    clean += text.slice(from, at) + MARK;
    from = at + form.length;
  }
  return clean + text.slice(from);
}

/**
 * A JWT has dots between its parts, and is followed by none that ends a sentence.
 *
 * @param {string} text
 */
function withoutJwts(text) {
  if (!text.includes('eyJ')) return text;
  return text.replace(/[\w-]+(?:\.{1,2}[\w-]+)*/g, (run) => {
    const jwt = jwtIn(run);
    return jwt ? run.slice(0, jwt.start) + MARK : run;
  });
}

/**
 * Links to the hosts of attachments are taken out, others lose their queries.
 *
 * @param {string} text
 * @param {(url: URL) => boolean} isOwn
 */
function withoutLinks(text, isOwn) {
  if (!/:[/\\]/.test(text)) return text;
  return text.replace(/[a-z][a-z\d+.-]{0,20}:[/\\]+[^\s"'<>]+/gi, (found) => {
    const end = found.search(/[.,;:!)\]}]{0,3}$/);
    const url = parse(found.slice(0, end));
    if (!url?.host) return found;
    const { protocol, host, pathname } = url;
    if (isOwn(url)) return MARK + found.slice(end);
    return hasSecrets(url) ? `${protocol}//${host}${pathname}?${MARK}${found.slice(end)}` : found;
  });
}

/**
 * The link that a text is, in any way in which a browser would take it for one.
 *
 * @param {string} text
 */
function linkOf(text) {
  if (!/[:/\\]/.test(text)) return undefined;
  const plain = text.trim().replace(/[\t\n\r]+/g, '');
  const [start = '', scheme] = /^(?:([a-z][a-z\d+.-]{0,20}:)|[/\\]{2})/i.exec(plain) ?? [];
  const base = scheme ? undefined : new URL('https://relative.invalid');
  const url = start !== '' && !/\s/.test(plain) ? parse(plain, base) : undefined;
  return url?.host ? url : undefined;
}

/** @param {URL} url */
function hasSecrets(url) {
  return hasCredentials(url) || url.search !== '' || url.hash.includes('=');
}

/** What comes after a `?` with a `=`, whatever is before it; and what is named a signature. @param {string} text */
function withoutQueries(text) {
  if (!text.includes('=')) return text;
  return text
    .replace(/\S+/g, (word) => {
      const mark = word.indexOf('?');
      return mark >= 0 && word.includes('=', mark) ? `${word.slice(0, mark)}?${MARK}` : word;
    })
    .replace(SIGNATURE, `$1=${MARK}`);
}

/**
 * The text with a mark in place of each word that is a secret in another form.
 *
 * @param {string} text
 * @param {(plain: string, isNoise: boolean) => boolean} isSecret of a word that was decoded
 * @param {boolean} isAny whether any run of letters is to be decoded, too
 */
function byWord(text, isSecret, isAny) {
  return text.replace(/[^\s"…]{8,}/g, (word) => {
    const plain = unescaped(word);
    const isOne =
      (plain !== word && isSecret(plain, false)) ||
      (isAny && decodings(plain).some((decoded) => isSecret(unescaped(decoded), true)));
    return isOne ? MARK : word;
  });
}

/**
 * Without percent-encoding, however often that was done, and without what is not seen.
 *
 * @param {string} text
 */
function unescaped(text) {
  const visible = text.replace(/\p{Cf}+/gu, '');
  if (!visible.includes('%')) return visible;
  /** @type {string[]} */
  const plain = [];
  for (const letter of visible) {
    plain.push(letter);
    // What is decoded may be a part of the next escape.
    for (let byte = escapeOf(plain); byte !== undefined; byte = escapeOf(plain)) {
      plain.splice(-3, 3, String.fromCharCode(byte));
    }
  }
  return plain.join('');
}

/**
 * What the last three letters stand for, if they are an escape (`%2F`).
 *
 * @param {string[]} letters
 */
function escapeOf(letters) {
  if (letters.at(-3) !== '%') return undefined;
  const digits = `${letters.at(-2)}${letters.at(-1)}`;
  return /^[\da-f]{2}$/i.test(digits) ? parseInt(digits, 16) : undefined;
}

/**
 * What the runs of a text stand for, if they are Base64 or hexadecimal digits, wherever such a group
 * begins.
 *
 * @param {string} text
 */
function decodings(text) {
  /** @type {string[]} */
  const found = [];
  for (const [run] of text.matchAll(/[\w+/-]{16,}/g)) {
    const letters = run.replaceAll('-', '+').replaceAll('_', '/');
    for (let at = 0; at < 4; at += 1) {
      const groups = letters.slice(at);
      // One letter alone is no byte.
      found.push(atob(groups.length % 4 === 1 ? groups.slice(0, -1) : groups));
    }
  }
  for (const [run] of text.matchAll(/[\da-f]{24,}/gi)) {
    for (let at = 0; at < 2; at += 1) {
      found.push(run.slice(at).replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16))));
    }
  }
  return found;
}
