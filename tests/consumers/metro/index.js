import * as sms from 'zoom-phone-sms';
import * as inline from 'zoom-phone-sms/inline';

/* global print -- Hermes's own */
for (const { getSmsSession, isSmsError, NetworkError, SmsClient } of [sms, inline]) {
  const tell = (error) =>
    print(JSON.stringify([isSmsError(error), error instanceof NetworkError, error.message]));
  getSmsSession('seed', { token: 't' }).catch(tell);
  new SmsClient({ token: 't' }).messages('seed', {}).next().catch(tell);
}
