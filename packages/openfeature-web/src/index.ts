export { GoGreenWebProvider, type GoGreenWebProviderOptions } from './gogreen-web-provider.ts';
