import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  staticDirs: ['../../.cache/storybook'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  viteFinal: (vite) => ({
    ...vite,
    // Relative, so that the built Storybook works from any folder of any file server.
    base: './',
    // PGlite finds its WebAssembly beside its own modules, so those stay where they are.
    optimizeDeps: { ...vite.optimizeDeps, exclude: [...(vite.optimizeDeps?.exclude ?? []), '@electric-sql/pglite'] },
    build: { ...vite.build, target: 'es2022', chunkSizeWarningLimit: 4000 },
    worker: { ...vite.worker, format: 'es' },
  }),
};

export default config;
