/**
 * A month of messages between a bicycle shop and a customer, for demos.
 * @module
 */
import { DAY } from './date-range.js';
import { formatTime } from './message.js';

const SHOP = {
  phone_number: '12065550117',
  display_name: 'Riverside Cycles',
  owner: { id: 'q7RcWm2LTxKf0dJ8yVbN3A', type: 'callQueue' },
};
const MAYA = {
  phone_number: '12065550121',
  display_name: 'Maya Lindqvist (Riverside Cycles)',
  owner: { id: 'Zt4eHn91QkGbX6wUoPs2Cg', type: 'user' },
};
const DANA = { phone_number: '12065550148', display_name: 'Dana Reyes' };
const SAM = { phone_number: '12065550176', display_name: 'Sam Reyes' };

/** @typedef {{ file?: string, size?: number, type?: string, failed?: true, group?: true }} Extra */

/** @type {[daysAgo: number, time: string, sender: import('./wire.js').Party, text: string, extra?: Extra][]} */
const SCRIPT = [
  [29, '15:02:11', DANA, 'Hi! Do you service e-bikes, or only ones you sold?'],
  [
    29,
    '15:06:48',
    SHOP,
    'Hello, and thanks for asking. We service all brands 🚲 What is it doing?',
  ],
  [29, '15:07:30', DANA, 'It clicks when I pedal. Only uphill.'],
  [29, '15:07:52', DANA, '', { file: 'drivetrain.jpg', size: 418_220, type: 'JPG' }],
  [29, '15:11:05', MAYA, 'Maya from the workshop here. That chain has seen some winters 😄'],
  [
    29,
    '15:11:40',
    MAYA,
    'Could you bring it in this week? Thursday 9:00 or Friday 16:30 are free.',
  ],
  [29, '15:14:19', DANA, 'Friday works.'],
  [29, '15:14:55', MAYA, 'Booked: Friday 16:30, ticket R-2041.'],
  [26, '14:30:00', SHOP, 'Reminder: your appointment is today at 16:30. Reply C to cancel.'],
  [26, '14:31:17', DANA, 'See you then 👍'],
  [
    26,
    '17:05:33',
    MAYA,
    'The cassette is worn as well. Chain and cassette come to $118. Go ahead?',
  ],
  [26, '17:09:02', DANA, 'Hmm. Is there a cheaper cassette?'],
  [26, '17:12:26', MAYA, 'Yes, $94 in all. It is heavier, and on an e-bike you will not notice.'],
  [26, '17:13:01', DANA, 'Then the cheaper one please.'],
  [25, '18:20:45', MAYA, 'Done! Ready for pickup until 19:00, tomorrow from 10:00.'],
  [25, '18:24:13', DANA, 'Stuck at work 😩 My brother Sam will come. Can he pay by card?'],
  [25, '18:25:30', MAYA, 'Of course. Adding him here, so that you both have the ticket.'],
  [25, '18:26:02', MAYA, 'Ticket R-2041, $94.00, pickup by Sam.', { group: true }],
  [24, '10:12:44', SAM, 'In front of the shop. The door says closed?', { group: true }],
  [24, '10:13:20', MAYA, 'Oh no, wrong side of the sign! Come in ☕', { group: true }],
  [24, '10:31:08', SAM, 'Rides like new.', { file: 'thumbs-up.gif', size: 88_104, type: 'GIF' }],
  [19, '09:00:00', SHOP, 'How was our service? 1 (poor) to 5 (great)'],
  [19, '12:41:37', DANA, '5'],
  [19, '12:41:38', SHOP, 'Thank you, Dana! 💛'],
  [
    14,
    '20:15:09',
    DANA,
    'Now the display stays dark. I tried the button for 10 s like in the manual.',
  ],
  [14, '20:15:41', DANA, '', { file: 'display.mp4', size: 2_914_003, type: 'VIDEO' }],
  [13, '08:58:22', MAYA, 'Good morning! Does it wake up when you plug in the charger?'],
  [13, '09:20:50', DANA, 'No.\nThe charger light is green, though.'],
  [13, '09:24:16', MAYA, 'Then it is likely the cable at the stem. Five minutes, no charge.'],
  [13, '09:25:00', MAYA, 'Come by any time today.', { failed: true }],
  [13, '09:27:31', MAYA, 'Come by any time today.'],
  [13, '17:48:03', DANA, 'You were right, as always. Thanks, Maya!'],
  [7, '11:02:56', DANA, 'Do you have the rain cape "Cumulus" in M?'],
  [7, '11:10:27', SHOP, 'One left, in yellow. Shall we keep it for you until Saturday?'],
  [7, '11:10:59', DANA, 'Yes please 🌧️'],
  [
    4,
    '16:22:14',
    SHOP,
    'Picked up: Cumulus M, $59. Receipt attached.',
    { file: 'receipt.png', size: 61_877, type: 'PNG' },
  ],
  [2, '08:05:40', DANA, 'Tested in the storm. Dry knees!!'],
  [2, '08:30:12', MAYA, 'That is what we like to hear ☔'],
  [1, '18:00:00', SHOP, 'Spring check-up week starts Monday. Reply YES for a slot.'],
  [1, '18:03:29', DANA, 'YES'],
];

/**
 * @param {string} prefix The prefix of the message ids, different for each session.
 * @param {number} end Midnight after the last of the thirty days.
 * @param {import('./download.js').Downloads} downloads
 * @returns {import('./wire.js').SmsMessage[]}
 */
export function writeDemo(prefix, end, downloads) {
  return SCRIPT.map(([daysAgo, time, sender, text, extra = {}], i) => {
    const { file: name, size = 0, type = '', failed, group } = extra;
    const outgoing = sender === SHOP || sender === MAYA;
    const id = `${prefix}-file-${i}`;
    const customers = group ? [DANA, SAM].filter((party) => party !== sender) : [DANA];
    return {
      attachments: name ? [downloads.link({ id, name, size, type })] : [],
      date_time: formatTime(end - daysAgo * DAY + Date.parse(`1970-01-01T${time}Z`)),
      direction: outgoing ? 'Out' : 'In',
      message: text,
      message_id: `${prefix}-${String(i).padStart(4, '0')}`,
      message_type: (group ? 3 : 1) + (name ? 1 : 0),
      delivery_status: failed ? 'failed_to_deliver' : outgoing ? 'delivered' : 'received',
      sender,
      to_members: outgoing ? customers : [SHOP, ...(group ? customers : [])],
    };
  });
}
