import path from 'node:path';

/**
 * For the environment of processes of the product: Node keeps the compiled code there. To compile it is a quarter of what
 * a start costs, and the tests start the product a hundred times.
 */
export const compileCache = {
  NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, '../../.test/compile-cache'),
};
