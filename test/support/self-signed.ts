/**
 * A certificate for hooks.example.test that nobody trusts, valid until 2126, with its key. It protects nothing: it only
 * makes TLS servers for tests, on machines that may have no openssl.
 */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOZxQFF6Q0eBAw84k
A3DurushpCk/LxaekPtilmFrGImhRANCAATnqUj6YUVjhMbpgWC5jNMjqjDPx/R/
EsTSviL4w+Lora3wEGsPZjyrsO7pWmkpyb1wB99bpzsdi61pnronJMZI
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBsDCCAVagAwIBAgIUeOfMqNo0XZkCfEsbK1rLVBQ4PkkwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSaG9va3MuZXhhbXBsZS50ZXN0MCAXDTI2MTEyMjEyNTM0MloY
DzIxMjYxMDI5MTI1MzQyWjAdMRswGQYDVQQDDBJob29rcy5leGFtcGxlLnRlc3Qw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATnqUj6YUVjhMbpgWC5jNMjqjDPx/R/
EsTSviL4w+Lora3wEGsPZjyrsO7pWmkpyb1wB99bpzsdi61pnronJMZIo3IwcDAd
BgNVHQ4EFgQU1SKXAvooTNk588MPoOAa+7wmRMQwHwYDVR0jBBgwFoAU1SKXAvoo
TNk588MPoOAa+7wmRMQwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHREEFjAUghJob29r
cy5leGFtcGxlLnRlc3QwCgYIKoZIzj0EAwIDSAAwRQIgco46KHTqEcp/tK1DXPye
KOC+2hgN/H4juX/9OomkeW8CIQDxAn7FfCGNIBb7z5vusBbtfarR8xSR+QfO+G6m
jMX3fw==
-----END CERTIFICATE-----`,
};
