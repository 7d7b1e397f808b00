/**
 * Faults of downloads with a valid URL.
 * @module
 */
import { expiredAccessToken, serverError } from './api-error.js';
import { brokenStream } from './stream.js';

const SCRIPT = '<script>document.title = "run"</script>';

/**
 * @typedef {object} Download
 * @property {Request} request
 * @property {{ type: string, bytes: Buffer<ArrayBuffer> }} media The file without the fault.
 * @property {number} slowMs
 * @property {import('./stream.js').Sleep} sleep
 */

/**
 * @typedef {object} DownloadFault
 * @property {string} about
 * @property {(download: Download) => Response | Promise<Response>} answer May throw an `ApiError`.
 */

/** @param {string} location */
const redirect = (location) => new Response(null, { status: 302, headers: { location } });

/**
 * @param {string | Buffer<ArrayBuffer> | ReadableStream} body
 * @param {string} type
 */
const answer = (body, type) => new Response(body, { headers: { 'content-type': type } });

/** @satisfies {Record<string, DownloadFault>} */
const KINDS = {
  moved: {
    about: 'A redirect to the same server: 302, once.',
    answer: ({ request, media }) =>
      request.url.endsWith('&moved')
        ? answer(media.bytes, media.type)
        : redirect(`${request.url}&moved`),
  },
  'moved-away': {
    about: 'A redirect to `/leak` on another origin: this machine under another name.',
    answer({ request }) {
      const url = new URL('/leak', request.url);
      url.hostname = 'localhost';
      return redirect(url.href);
    },
  },
  'moved-in-circles': {
    about: 'A redirect to itself.',
    answer: ({ request }) => redirect(request.url),
  },
  refused: {
    about: 'The URL is refused, as if it had expired: 401.',
    answer() {
      throw expiredAccessToken();
    },
  },
  500: {
    about: 'An internal error.',
    answer() {
      throw serverError();
    },
  },
  html: { about: 'A page with a script: HTML.', answer: () => answer(SCRIPT, 'text/html') },
  svg: {
    about: 'A drawing with a script: SVG.',
    answer: () =>
      answer(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`, 'image/svg+xml'),
  },
  disguised: {
    about: 'A page with a script, declared as a picture.',
    answer: () => answer(SCRIPT, 'image/png'),
  },
  endless: {
    about: 'A picture that never ends.',
    answer: ({ media }) =>
      answer(new ReadableStream({ pull: (stream) => stream.enqueue(media.bytes) }), media.type),
  },
  broken: {
    about: 'The connection breaks in the middle.',
    answer: ({ request, media }) => answer(brokenStream('GIF89a', request), media.type),
  },
  slow: {
    about: 'Nothing at all for a minute (`slowMs`), then everything.',
    async answer({ request, media, slowMs, sleep }) {
      await sleep(slowMs, request.signal);
      return answer(media.bytes, media.type);
    },
  },
  'slow-body': {
    about: 'The beginning at once, the rest a minute later (`slowMs`).',
    answer: ({ request, media, slowMs, sleep }) => {
      const [first, rest] = [media.bytes.subarray(0, 100), media.bytes.subarray(100)];
      return answer(
        new ReadableStream({
          async start(stream) {
            stream.enqueue(first);
            await sleep(slowMs, request.signal).catch((reason) => stream.error(reason));
            if (request.signal.aborted) return;
            stream.enqueue(rest);
            stream.close();
          },
        }),
        media.type,
      );
    },
  },
};

/** @typedef {`${keyof typeof KINDS}`} DownloadFaultName */

/** @type {Readonly<Record<DownloadFaultName, DownloadFault>>} */
export const DOWNLOAD_FAULTS = KINDS;
