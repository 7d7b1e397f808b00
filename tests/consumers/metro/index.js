import * as sms from 'zoom-phone-sms';
import * as inline from 'zoom-phone-sms/inline';

// React Native has it, and Hermes alone has not; its timers do not wait.
globalThis.setTimeout = () => 0;
globalThis.clearTimeout = () => {};
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
