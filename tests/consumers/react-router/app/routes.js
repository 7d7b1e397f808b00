export default [
  { id: 'home', path: '/', file: 'home.jsx' },
  { id: 'api', path: '/api', file: 'api.js' },
];
