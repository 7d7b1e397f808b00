import { test } from 'node:test';
import { testDashboard } from './suite.js';

if (process.platform === 'darwin') test.skip('WebKit without Safari is for Linux alone');
else await testDashboard('webkit');
