import * as sms from 'zoom-phone-sms';
import * as inline from 'zoom-phone-sms/inline';

// React Native has it, and Hermes alone has not.
globalThis.AbortController = class {
  signal = { addEventListener() {}, removeEventListener() {} };
  abort() {}
};

for (const { getSmsSession, isSmsError, NetworkError, SmsClient } of [sms, inline]) {
  const tell = (error) =>
    globalThis.print(
      JSON.stringify([isSmsError(error), error instanceof NetworkError, error.message]),
    );
  getSmsSession('seed', { token: 't' }).catch(tell);
  new SmsClient({ token: 't' }).messages('seed', {}).next().catch(tell);
}
