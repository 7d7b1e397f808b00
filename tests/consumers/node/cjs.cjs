const sms = require('zoom-phone-sms');

// The wasm is there at once: nothing has to be awaited.
sms.splitDateRange('2024-01-01', '2024-01-31');

const { SIMULATOR } = process.env;
void import('./scenario.js')
  .then(({ runScenario }) => runScenario(sms, SIMULATOR))
  .then((result) => console.log(JSON.stringify(result)));
