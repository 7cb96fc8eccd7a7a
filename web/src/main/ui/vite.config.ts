// SPDX-License-Identifier: Apache-2.0
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { mockApi } from './mock/server';

// `npm run dev` speaks to a server on port 8080, `npm run mock` to the made-up cases of mock/.
export default defineConfig(({ mode }) => ({
  base: '/overread/',
  plugins: [react(), ...(mode === 'mock' ? [mockApi()] : [])],
  build: {
    outDir: '../../../target/ui',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: {
    port: 5173,
    ...(mode === 'mock' ? {} : { proxy: { '/overread/api': 'http://127.0.0.1:8080' } }),
  },
  test: {
    environment: 'jsdom',
    server: { deps: { inline: [/@patternfly/] } },
    css: false,
  },
}));
