import { afterNextRender, Component } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import * as sms from 'zoom-phone-sms';
import { runScenario } from '../scenario.js';
import { show } from '../show.js';

@Component({
  selector: 'app-root',
  template: '<h1>zoom-phone-sms</h1><pre id="result"></pre>',
})
class App {
  constructor() {
    afterNextRender(() => void show((simulator) => runScenario(sms, simulator)));
  }
}

void bootstrapApplication(App);
