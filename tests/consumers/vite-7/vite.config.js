import { defineConfig } from 'vite';

export default defineConfig({ optimizeDeps: { exclude: ['zoom-phone-sms'] } });
