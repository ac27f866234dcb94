export { type ClienteleConfig, defineConfig } from './config/define-config.ts'
