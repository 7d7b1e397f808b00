/**
 * The optional members of a message that are a column of the same name, as they are: a new one is a line here.
 *
 * @module
 */

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {'text' | 'number or text'} type
 * @property {(string | number)[]} values what Zoom sends there, or might
 */

/** In the order of their columns. @type {Field[]} */
export const FIELDS = [
  {
    name: 'delivery_status',
    type: 'text',
    values: ['received', 'delivered', 'failed_to_send', 'sent', 'unknown', 'DELIVERED', ''],
  },
  {
    name: 'operator_ext_number',
    type: 'number or text',
    values: [801, '801', 802, '0803', '+804', 0, -5, ''],
  },
  { name: 'operator_ext_id', type: 'text', values: ['E1xk9', 'R2yQ7', 'sent', ''] },
  { name: 'operator_ext_type', type: 'text', values: ['user', 'call_queue', 'User', 'robot', ''] },
  { name: 'operator_name', type: 'text', values: ['Ann Lee', 'Bob "Red" Ray', 'Zoë', 'user', ''] },
];
