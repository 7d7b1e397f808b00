export default {
  framework: '@storybook/html-vite',
  stories: ['../scenario.stories.js'],
  core: { disableTelemetry: true },
};
