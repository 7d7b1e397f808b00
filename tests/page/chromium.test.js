import { testDashboard } from './suite.js';

await testDashboard('chromium');
