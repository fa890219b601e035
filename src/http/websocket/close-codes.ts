/** The codes that a WebSocket is closed with. Clients of graphql-ws reconnect by themselves after all of these. */

/** For a token that is not valid. The client retries a few times, with its current token. */
export const CLOSE_FORBIDDEN = 4403;
export const CLOSE_GOING_AWAY = 1001;
export const CLOSE_TRY_AGAIN_LATER = 1013;
