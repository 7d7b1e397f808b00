/**
 * Makes a page of what `objects/page.rs` wrote: this is its other half, and reads in the same order.
 *
 * An object of a usual shape is a literal. Any other is a copy of one with the same keys in the same
 * order, all of them null, whose known ones are then set by name: engines do both without looking a key
 * up. A party is kept as its texts, and each message gets objects of its own, so that no message changes
 * with another.
 *
 * @module
 */
import { Heap } from './heap.js';

/** @import { Shape } from './heap.js' */

/**
 * @param {Int32Array} numbers
 * @param {Uint8Array} ascii
 * @param {Uint8Array} wide
 * @param {Uint8Array} json
 */
export function pageOf(numbers, ascii, wide, json) {
  const heap = new Heap(numbers, ascii, wide, json);
  const shape = heap.shape();
  const page = { ...shape.empty };
  heap.setOthers(page, shape, heap.others(shape));
  const token = heap.text();
  const size = heap.integer();
  if ('next_page_token' in shape.empty) page.next_page_token = token;
  if ('page_size' in shape.empty) page.page_size = size;
  const messages = new Array(heap.number());
  for (let index = 0; index < messages.length; index++) messages[index] = messageOf(heap);
  page.sms_histories = messages;
  return page;
}

/** @param {Heap} heap */
function messageOf(heap) {
  const number = heap.number();
  const pattern = heap.patterns[number] ?? patternOf(heap);
  if (number === heap.patterns.length) heap.patterns.push(pattern);
  const { shape, direction, status, type } = pattern;
  const message_id = heap.text();
  const date_time = heap.text();
  const text = heap.text();
  const party = partyOf(heap);
  const list = listOf(heap);
  const sender = party && makeParty(heap, party);
  const to_members = list && makeList(heap, list);
  const count = heap.number();
  const attachments = count > 0 ? attachmentsOf(heap, count - 1) : null;
  if (shape.usual === 1) {
    return {
      attachments,
      date_time,
      direction,
      message: text,
      message_id,
      delivery_status: status,
      message_type: type,
      sender,
      to_members,
    };
  }
  if (shape.usual === 0) {
    return {
      attachments,
      date_time,
      direction,
      message: text,
      message_id,
      message_type: type,
      sender,
      to_members,
    };
  }
  const { empty } = shape;
  const message = { ...empty };
  message.message_id = message_id;
  message.date_time = date_time;
  if ('message' in empty) message.message = text;
  if ('direction' in empty) message.direction = direction;
  if ('delivery_status' in empty) message.delivery_status = status;
  if ('message_type' in empty) message.message_type = type;
  if (sender) message.sender = sender;
  if (to_members) message.to_members = to_members;
  if (attachments) message.attachments = attachments;
  heap.setOthers(message, shape, heap.others(shape));
  return message;
}

/**
 * What a message has in common with others.
 * @param {Heap} heap
 */
const patternOf = (heap) => ({
  shape: heap.shape(),
  direction: heap.word(),
  status: heap.word(),
  type: heap.integer(),
});

/**
 * A party, of which each message gets an object of its own.
 * @typedef {{ shape: Shape, phone: any, name: any, owner: Owner | null, others: number }} Party
 */
/** @typedef {{ shape: Shape, id: any, type: any, others: number }} Owner */

/**
 * @param {Heap} heap
 * @returns {Party | null}
 */
function partyOf(heap) {
  const number = heap.number();
  const known = heap.parties[number];
  if (known !== undefined) return known;
  const shape = heap.shape();
  const phone = heap.text();
  const name = heap.text();
  const owner = heap.number() > 0 ? ownerOf(heap) : null;
  const party = { shape, phone, name, owner, others: heap.others(shape) };
  heap.parties.push(party);
  return party;
}

/**
 * @param {Heap} heap
 * @returns {Owner}
 */
function ownerOf(heap) {
  const shape = heap.shape();
  return { shape, id: heap.text(), type: heap.word(), others: heap.others(shape) };
}

/**
 * @param {Heap} heap
 * @returns {Party[] | null}
 */
function listOf(heap) {
  const number = heap.number();
  const known = heap.lists[number];
  if (known !== undefined) return known;
  const list = new Array(heap.number());
  for (let index = 0; index < list.length; index++) list[index] = partyOf(heap);
  heap.lists.push(list);
  return list;
}

/**
 * @param {Heap} heap
 * @param {Party} party
 */
function makeParty(heap, { shape, phone, name, owner, others }) {
  if (shape.usual === 2) return { phone_number: phone, display_name: name };
  if (shape.usual === 3) {
    return { phone_number: phone, display_name: name, owner: owner && makeOwner(heap, owner) };
  }
  const party = { ...shape.empty };
  if ('phone_number' in shape.empty) party.phone_number = phone;
  if ('display_name' in shape.empty) party.display_name = name;
  if (owner) party.owner = makeOwner(heap, owner);
  heap.setOthers(party, shape, others);
  return party;
}

/**
 * @param {Heap} heap
 * @param {Owner} owner
 */
function makeOwner(heap, { shape, id, type, others }) {
  if (shape.usual === 4) return { id, type };
  const owner = { ...shape.empty };
  if ('id' in shape.empty) owner.id = id;
  if ('type' in shape.empty) owner.type = type;
  heap.setOthers(owner, shape, others);
  return owner;
}

/**
 * @param {Heap} heap
 * @param {Party[]} list
 */
function makeList(heap, list) {
  const members = new Array(list.length);
  for (let index = 0; index < list.length; index++) {
    members[index] = makeParty(heap, /** @type {Party} */ (list[index]));
  }
  return members;
}

/**
 * @param {Heap} heap
 * @param {number} count
 */
function attachmentsOf(heap, count) {
  const files = new Array(count);
  for (let index = 0; index < count; index++) files[index] = attachmentOf(heap);
  return files;
}

/** @param {Heap} heap */
function attachmentOf(heap) {
  const shape = heap.shape();
  const { empty } = shape;
  const file = { ...empty };
  const url = heap.text();
  if ('download_url' in empty) file.download_url = url;
  const id = heap.text();
  if ('id' in empty) file.id = id;
  const name = heap.text();
  if ('name' in empty) file.name = name;
  const size = heap.integer();
  if ('size' in empty) file.size = size;
  const type = heap.word();
  if ('type' in empty) file.type = type;
  heap.setOthers(file, shape, heap.others(shape));
  return file;
}
