import { useEffect } from 'react';
import * as sms from 'zoom-phone-sms';
import { runScenario } from '../scenario.js';
import { show } from '../show.js';

export default function Home() {
  useEffect(() => void show((simulator) => runScenario(sms, simulator)), []);
  return <pre id="result" />;
}
