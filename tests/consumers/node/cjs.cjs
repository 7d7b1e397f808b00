const sms = require('zoom-phone-sms');

const { SIMULATOR } = process.env;
void import('./scenario.js')
  .then(({ runScenario }) => runScenario(sms, SIMULATOR))
  .then((result) => console.log(JSON.stringify(result)));
