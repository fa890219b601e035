export { GoGreenProvider, type GoGreenProviderOptions } from './gogreen-provider.ts';
