-- An attempt that took two requests.
UPDATE attempts SET earlier_exchanges = '[{"request":{"method":"GET","url":"{{url}}/first","headers":{},"body":""},"response":{"status":200,"headers":[],"body":"","truncated":false},"durationMs":3}]'
WHERE delivery_id = 'dlv_01h455vb4pex5vsknk08400001';
