/** Direction and delivery status of a message: the same colours in every view. */
import { html } from 'lit-html';
import { directionName, hasFailed, statusName } from '../text/status.ts';

const ARRIVED: ReadonlySet<string> = new Set(['received', 'delivered']);

export function statusBadge(status: string) {
  const tone = hasFailed(status) ? 'bad' : ARRIVED.has(status) ? 'good' : 'plain';
  return html`<span class="status ${tone} foreign">${statusName(status)}</span>`;
}

export function directionBadge(direction: string) {
  return html`<span class="direction ${directionName(direction) === 'Sent' ? 'out' : 'in'} foreign">
    ${directionName(direction)}
  </span>`;
}
