/**
 * `GET /phone/sms/sessions/:sessionId/messages/:messageId`, after the caller is authorized.
 * @module
 */
import { unknownMessage, unknownSession } from './api-error.js';
import { FAULTS } from './faults.js';

/**
 * @param {object} context
 * @param {(id: string) => import('./page.js').Session | undefined} context.findSession
 * @param {(message: import('./message.js').SmsMessage) => import('./message.js').SmsMessage} context.renew
 * @param {(sessionId: string, request: Request) => Response | Promise<Response>} context.answerPage How
 *   a session that stands for a fault answers, whatever is asked for.
 * @returns {(sessionId: string, messageId: string, request: Request) => Response | Promise<Response>}
 */
export function createMessageEndpoint({ findSession, renew, answerPage }) {
  return (sessionId, messageId, request) => {
    if (Object.hasOwn(FAULTS, sessionId)) return answerPage(sessionId, request);
    const session = findSession(sessionId);
    if (!session) throw unknownSession();

    for (let i = 0; i < session.size; i += 1) {
      if (session.isThere && !session.isThere(i)) continue;
      const message = session.messageAt(i);
      if (message.message_id === messageId) return Response.json(renew(message));
    }
    throw unknownMessage();
  };
}
