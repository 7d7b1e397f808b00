/**
 * The files behind download URLs: a real file of each type, extended to the attachment's size.
 * @module
 */
import { readFileSync } from 'node:fs';

/** @param {string} name */
const read = (name) => readFileSync(new URL(`media/${name}`, import.meta.url));

/** A vCard; the format allows empty lines. */
const CARD = 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Reyes;Dana\r\nFN:Dana Reyes\r\nEND:VCARD\r\n';

/** @param {Buffer} file @param {number} length */
const zeros = (file, length) => Buffer.concat([file], length);

/**
 * By file extension. Pictures and sounds have their own end; decoders ignore what follows.
 * @type {Readonly<Record<string, { type: string, file: Buffer, lengthen: (file: Buffer, length: number) => Buffer<ArrayBuffer> }>>}
 */
const KINDS = {
  jpg: { type: 'image/jpeg', file: read('picture.jpg'), lengthen: zeros },
  png: { type: 'image/png', file: read('picture.png'), lengthen: zeros },
  gif: { type: 'image/gif', file: read('animation.gif'), lengthen: zeros },
  mp3: { type: 'audio/mpeg', file: read('voice.mp3'), lengthen: zeros },
  mp4: { type: 'video/mp4', file: read('clip.mp4'), lengthen: withFreeSpace },
  vcf: {
    type: 'text/vcard',
    file: Buffer.from(CARD),
    lengthen: (file, length) => Buffer.concat([file, Buffer.alloc(length - file.length, '\n')]),
  },
};

/** The smallest size of a file with this extension. @param {string} ending */
export const leastBytes = (ending) => KINDS[ending]?.file.length ?? 0;

/**
 * @param {string} ending
 * @param {number} size
 * @returns {{ type: string, bytes: Buffer<ArrayBuffer> }}
 */
export function mediaOf(ending, size) {
  const kind = KINDS[ending];
  if (!kind) return { type: 'application/octet-stream', bytes: Buffer.alloc(size) };
  return { type: kind.type, bytes: kind.lengthen(kind.file, size) };
}

/**
 * An MP4 is a list of boxes, each with its length: appends a free box.
 * @param {Buffer} file
 * @param {number} length
 */
function withFreeSpace(file, length) {
  const bytes = zeros(file, length);
  if (length < file.length + 8) return bytes;
  bytes.writeUInt32BE(length - file.length, file.length);
  bytes.write('free', file.length + 4, 'latin1');
  return bytes;
}
